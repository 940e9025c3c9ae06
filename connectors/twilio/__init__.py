"""The assistant by SMS and WhatsApp, through an account at Twilio."""

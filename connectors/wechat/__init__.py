"""The assistant as a WeChat Official Account (公众号): envelopes, answers within five seconds, pushes within quotas."""

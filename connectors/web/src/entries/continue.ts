// The page behind a hand-over's QR code, at /continue.
import "../continue/continue";

// Read while the script runs for the first time: only then does the page say which script that is.
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const from = script?.src ? new URL(script.src).origin : "";

/** The tag that loaded us; null where we come as a module. */
export const ownScript = script;
/** Origin of the server that the script came from; empty where that is the page's own. */
export const origin = from === location.origin ? "" : from;

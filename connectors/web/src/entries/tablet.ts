// The volunteers' tablet at /tablet, and the worker that keeps it while there is no network.
import "../tablet/tablet";

if ("serviceWorker" in navigator) {
  void navigator.serviceWorker.register("/tablet/worker.js", { scope: "/tablet" }).catch((error: unknown) => {
    console.warn("the tablet is not kept for times without a network", error);
  });
}

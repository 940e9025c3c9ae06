// Adds to the public pages what they do well without: results while typing, and a button that prints.

const WAIT = 200;

function searchAsYouType(form, results, count) {
  let asked = 0;
  let timer;

  async function show(address) {
    const turn = ++asked;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // A slow answer to an older question must not replace a newer one.
    if (turn !== asked) return;
    results.replaceChildren(...page.querySelector("[data-results]").childNodes);
    // The status line itself stays, so that screen readers announce what changes in it.
    count.textContent = page.querySelector("[data-count]").textContent;
    history.replaceState(null, "", address);
  }

  form.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const query = new URLSearchParams(new FormData(form));
      // Offline or refused: the form still works, so nothing is said here.
      show(`${form.action}?${query}`).catch(() => {});
    }, WAIT);
  });
  form.addEventListener("compositionend", () => form.dispatchEvent(new Event("input")));
}

const form = document.querySelector("[data-search]");
const results = document.querySelector("[data-results]");
const count = document.querySelector("[data-count]");
if (form && results && count) searchAsYouType(form, results, count);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

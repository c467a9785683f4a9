// Says once that a result of this query was opened: neither which one nor by whom.
const results = document.querySelector("[data-clicks-to]");

function tell(event) {
  if (event.button > 1 || !event.target.closest("a[href]")) return;
  for (const name of ["click", "auxclick"]) results.removeEventListener(name, tell);
  const { clicksTo, query } = results.dataset;
  navigator.sendBeacon?.(clicksTo, new URLSearchParams({ q: query }));
}

for (const name of ["click", "auxclick"]) results?.addEventListener(name, tell);

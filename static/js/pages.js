"use strict";
// Small help for every page; each page also works without it.

// One click is one click: a form that was sent is not sent again by a nervous finger.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button) window.setTimeout(() => { button.disabled = true; }, 0);
  window.setTimeout(() => { delete form.dataset.sent; if (button) button.disabled = false; }, 15000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// A choice in a filter acts at once.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A link to one criterion shows all of them: the row may be among those that are hidden.
function showTarget(hash) {
  const row = hash.startsWith("#tieu-chi-") && document.getElementById(hash.slice(1));
  const all = row && document.getElementById("rows-all");
  if (!all) return;
  all.checked = true;
  row.scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", () => showTarget(window.location.hash));
window.addEventListener("pageshow", () => showTarget(window.location.hash));
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#tieu-chi-"]');
  if (link) showTarget(link.hash);
});

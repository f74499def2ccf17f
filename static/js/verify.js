"use strict";
// Fifty reports in a row without the mouse: X accepts, T returns, C refuses, N goes on. While the
// page is open its report is held, so that a colleague is given another one.
(function () {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
    const target = document.querySelector('[data-key="' + event.key.toLowerCase() + '"]');
    if (!target) return;
    event.preventDefault();
    const reason = document.getElementById("id_reason");
    if (target.matches("[value=return], [value=refuse]") && reason && !reason.value.trim()) reason.focus();
    else target.click();
  });

  const form = document.querySelector("form[data-claim-url]");
  if (!form) return;
  async function hold() {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value });
    try {
      const answer = await window.fetch(form.dataset.claimUrl, { method: "POST", body, redirect: "error" });
      const { held } = await answer.json();
      if (held && !document.getElementById("held-note")) {
        const note = document.createElement("p");
        note.id = "held-note";
        note.className = "note";
        note.setAttribute("role", "status");
        note.textContent = held;
        form.before(note);
      }
    } catch { /* not reachable now: tried again in a while */ }
  }
  hold();
  window.setInterval(() => { if (!document.hidden) hold(); }, 240000);
})();

"use strict";
// Fifty reports in a row without the mouse: X accepts, T returns, C refuses, N goes on.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
  const target = document.querySelector('[data-key="' + event.key.toLowerCase() + '"]');
  if (!target) return;
  event.preventDefault();
  const reason = document.getElementById("id_reason");
  if (target.matches("[value=return], [value=refuse]") && reason && !reason.value.trim()) reason.focus();
  else target.click();
});

"use strict";
// A file whose pages are still being made shows them as soon as they are there.
(function () {
  async function look(note) {
    try {
      const answer = await window.fetch(note.dataset.previewUrl, { redirect: "error" });
      if (!answer.ok) return;
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const made = holder.content.firstElementChild;
      if (!made.dataset.previewUrl) { note.replaceWith(holder.content); return; }
    } catch { /* no network now: tried again */ }
    window.setTimeout(look, 3000, note);
  }
  document.querySelectorAll("[data-preview-url]").forEach((note) => { window.setTimeout(look, 3000, note); });
})();

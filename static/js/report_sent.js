"use strict";
// This report is on the server: the copy of it in this browser has done its work. Copies of
// other reports, still being typed, stay.
(function () {
  const sent = document.getElementById("report-sent");
  if (!sent) return;
  Object.keys(window.localStorage)
    .filter((key) => key.startsWith("bao-cao:"))
    .forEach((key) => {
      try {
        if (JSON.parse(window.localStorage.getItem(key)).token === sent.dataset.token) window.localStorage.removeItem(key);
      } catch { window.localStorage.removeItem(key); }
    });
})();

"use strict";
// The report is on the server: the copy in this browser has done its work.
(function () {
  const sent = document.getElementById("report-sent");
  if (sent) window.localStorage.removeItem("bao-cao:" + sent.dataset.draftKey);
})();

"use strict";
// The report form on the phone: what is typed is kept in this browser until it is sent, and
// files that are too large are told of before they cost anybody's data plan.
(function () {
  const form = document.getElementById("report-form");
  if (!form) return;
  const key = "bao-cao:" + form.dataset.draftKey;
  const names = ["token", "kind", "happened_on", "place", "summary"];
  const field = (name) => form.elements.namedItem(name);
  const isText = (element) => element && "value" in element;

  function read() {
    try { return JSON.parse(window.localStorage.getItem(key) || "null"); } catch { return null; }
  }
  const countInputs = () => form.querySelectorAll("[name^=count_]");
  function save() {
    const before = read() || {};
    const values = {};
    names.forEach((name) => { if (isText(field(name))) values[name] = field(name).value; });
    const counts = countInputs();
    counts.forEach((input) => { values[input.name] = input.value; });
    if (!counts.length && before.kind === values.kind) {
      // the counts of this kind are still on their way from the server: keep the typed ones
      Object.keys(before).filter((name) => name.startsWith("count_")).forEach((name) => { values[name] = before[name]; });
    }
    try { window.localStorage.setItem(key, JSON.stringify(values)); } catch { /* private window */ }
  }
  function fill(values) {
    Object.entries(values).forEach(([name, value]) => {
      if (isText(field(name)) && value) field(name).value = value;
    });
  }

  // A page that came back with errors shows what was sent; any other page gets the draft back,
  // with its token, so that files kept on the server belong to it again.
  const draft = "refused" in form.dataset ? null : read();
  const differs = draft && names.slice(1).some((name) => draft[name] && isText(field(name)) && draft[name] !== field(name).value);
  if (differs) {
    fill(draft);
    document.getElementById("draft-note").hidden = false;
    document.body.addEventListener("htmx:afterSettle", () => fill(draft), { once: true });
  }
  // A kind chosen from the draft, or before the scripts were there, still wants its counts.
  window.addEventListener("load", () => {
    const hasCounts = form.querySelector("[name^=count_]");
    if (field("kind").value && !hasCounts) field("kind").dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Another kind of activity, still one number: the number stays.
  let single = "";
  document.body.addEventListener("htmx:beforeSwap", () => { single = countInputs().length === 1 ? countInputs()[0].value : ""; });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (single && countInputs().length === 1) countInputs()[0].value = single;
  });
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  document.getElementById("draft-drop")?.addEventListener("click", () => {
    window.localStorage.removeItem(key);
    window.location.reload();
  });

  // The day in words: a machine set to another language shows the month first.
  const day = field("happened_on");
  const words = document.createElement("div");
  words.className = "form-hint";
  words.setAttribute("aria-live", "polite");
  day?.after(words);
  const tell = () => {
    const date = day.valueAsDate;
    words.textContent = date ? date.toLocaleDateString("vi-VN", { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }) : "";
  };
  day?.addEventListener("input", tell);
  if (day) tell();

  const files = field("files");
  const largest = Number(form.dataset.largestMb) * 1024 * 1024;
  files?.addEventListener("change", () => {
    const large = Array.from(files.files).filter((file) => file.size > largest);
    files.setCustomValidity(large.length ? "Tệp “" + large[0].name + "” lớn hơn " + form.dataset.largestMb + " MB." : "");
    files.reportValidity();
  });
})();

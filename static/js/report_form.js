"use strict";
// The report form on the phone: what is typed is kept in this browser at once and on the server
// every few seconds until it is sent; a second window is told of the first.
(function () {
  const form = document.getElementById("report-form");
  if (!form) return;
  const key = "bao-cao:" + form.dataset.draftKey;
  const names = ["token", "kind", "happened_on", "place", "document_number", "summary"];
  const isNumber = (name) => /^(count|denominator|excluded|document)_\d+$/.test(name);
  const field = (name) => form.elements.namedItem(name);
  const isText = (element) => element && "value" in element;

  function read() {
    try { return JSON.parse(window.localStorage.getItem(key) || "null"); } catch { return null; }
  }
  // What the server holds, and the save of it that this page was filled from.
  const saved = JSON.parse(document.getElementById("saved-draft")?.textContent || "{}");
  let revision = saved.revision || 0;
  const countInputs = () => Array.from(form.elements).filter((element) => isNumber(element.name));
  function save() {
    const before = read() || {};
    const values = {};
    names.forEach((name) => { if (isText(field(name))) values[name] = field(name).value; });
    const counts = countInputs();
    counts.forEach((input) => { values[input.name] = input.value; });
    if (!counts.length && before.kind === values.kind) {
      // the counts of this kind are still on their way from the server: keep the typed ones
      Object.keys(before).filter(isNumber).forEach((name) => { values[name] = before[name]; });
    }
    values.revision = String(revision);
    try { window.localStorage.setItem(key, JSON.stringify(values)); } catch { /* private window */ }
    return values;
  }
  function fill(values) {
    Object.entries(values).forEach(([name, value]) => {
      if (isText(field(name)) && value) field(name).value = value;
    });
  }

  // A page that came back with errors shows what was sent; any other page gets the draft back,
  // with its token, so that files kept on the server belong to it again.
  const local = read();
  const isOlder = saved.revision && Number(local?.revision || 0) < saved.revision;
  const draft = "refused" in form.dataset ? null : (isOlder ? saved.fields : local);
  const differs = draft && names.slice(1).some((name) => draft[name] && isText(field(name)) && draft[name] !== field(name).value);
  if (differs) {
    fill(draft);
    document.getElementById("draft-note").hidden = false;
    // The counts arrive later; what was typed into the other fields meanwhile stays.
    const counts = Object.fromEntries(Object.entries(draft).filter(([name]) => isNumber(name)));
    document.body.addEventListener("htmx:afterSettle", () => fill(counts), { once: true });
  }
  // A kind chosen from the draft, or before the scripts were there, still wants its counts.
  window.addEventListener("load", () => {
    if (field("kind").value && !countInputs().length) field("kind").dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Another kind of activity, still one number: the number stays.
  let single = "";
  document.body.addEventListener("htmx:beforeSwap", () => { single = countInputs().length === 1 ? countInputs()[0].value : ""; });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (single && countInputs().length === 1) countInputs()[0].value = single;
    tellRatios();
  });

  // What two numbers make: nobody has to type, or to trust, a percentage.
  function tellRatios() {
    form.querySelectorAll("[data-ratio]").forEach((part) => {
      const number = (name) => Number(part.querySelector("[name^=" + name + "_]").value || "0");
      const below = number("denominator") - number("excluded");
      const told = part.querySelector("[data-ratio-told]");
      const percent = (100 * number("count") / below).toLocaleString("vi-VN", { maximumFractionDigits: 2 });
      told.textContent = below > 0 && number("count") <= below ? number("count") + " / " + below + " = " + percent + " %" : "";
      part.querySelector("[data-ratio-document]").hidden = !number("excluded");
    });
  }
  form.addEventListener("input", tellRatios);
  tellRatios();

  // On the server: a few seconds after the last key. What cannot be reached is tried again with
  // the next key; the copy in this browser is there meanwhile.
  const status = document.getElementById("draft-saved");
  const conflict = document.getElementById("draft-conflict");
  let waiting = 0;
  let other = null;
  function later() {
    save();
    window.clearTimeout(waiting);
    if (!other) waiting = window.setTimeout(keep, 2500);
  }
  async function post(values) {
    const body = new URLSearchParams(values);
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    return window.fetch(form.dataset.draftUrl, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", keepalive: true });
  }
  async function keep() {
    const values = save();
    delete values.revision;
    try {
      const answer = await post({ ...values, based_on: revision });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (now.other) { tellOfOther(now.other); return; }
      revision = now.revision;
      save();
      status.textContent = "Đã lưu bản đang nhập lúc " + now.saved_at + ".";
    } catch { status.textContent = "Chưa lưu được lên máy chủ; nội dung vẫn được giữ trên máy này."; }
  }
  function tellOfOther(theirs) {
    other = theirs;
    status.textContent = "";
    conflict.querySelector("[data-other-time]").textContent = theirs.saved_at;
    conflict.querySelector("[data-other-text]").textContent = theirs.fields.summary || "(chưa có nội dung)";
    conflict.hidden = false;
    conflict.scrollIntoView({ block: "center" });
  }
  document.getElementById("draft-take")?.addEventListener("click", () => {
    window.localStorage.removeItem(key);
    window.location.reload();
  });
  document.getElementById("draft-keep")?.addEventListener("click", () => {
    revision = other.revision;
    other = null;
    conflict.hidden = true;
    keep();
  });
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.getElementById("draft-drop")?.addEventListener("click", async () => {
    window.localStorage.removeItem(key);
    try { await post({ drop: "1" }); } catch { /* gone from here at least */ }
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
})();

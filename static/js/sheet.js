"use strict";
// The score sheet: each criterion saves itself with the version stamp it was read with. What is
// not on the server yet is kept in this browser and sent again until it is saved or refused. Only
// fragments of the page are replaced, never the page.
(function () {
  const form = document.getElementById("sheet-form");
  const page = form?.dataset;
  if (!page?.cellUrl || !window.kept) return;
  const status = document.querySelector("[data-kept-status]");
  const panel = document.getElementById("gui");
  const copy = window.kept.store(page.keptName);
  // Leaf id -> { values, seen, errors, other }: typed and not on the server.
  const unsaved = new Map();
  const saver = window.kept.repeater(save);
  let isSaving = false;

  const rowOf = (leaf) => form.querySelector(`[data-leaf="${leaf}"]`);
  const stampOf = (row) => row.querySelector("[data-seen]");
  const controls = (row) => Array.from(row.querySelectorAll("[data-cell-fields] [name]"));
  function valuesOf(row) {
    const values = {};
    controls(row).forEach((each) => {
      if (["radio", "checkbox"].includes(each.type)) { if (each.checked) values[each.name] = each.value; }
      else values[each.name] = each.value;
    });
    return values;
  }
  function fill(row, values) {
    controls(row).forEach((each) => {
      const value = values[each.name] ?? "";
      if (each.type === "radio") each.checked = each.value === value;
      else if (each.type === "checkbox") each.checked = Boolean(value);
      else each.value = value;
    });
    const details = row.querySelector("details");
    if (details && Array.from(details.querySelectorAll("[name]")).some((each) => each.value)) details.open = true;
  }
  // Another window keeps its own criteria in the same copy: only one's own entries are replaced.
  function write(leaf) {
    const all = copy.read() || {};
    if (unsaved.has(leaf)) {
      const { values, seen } = unsaved.get(leaf);
      all[leaf] = { values, seen };
    } else delete all[leaf];
    if (Object.keys(all).length) copy.write(all); else copy.drop();
  }

  // --- what a criterion shows ---------------------------------------------------------------
  function mark(leaf) {
    const row = rowOf(leaf);
    const entry = unsaved.get(leaf);
    const isWrong = Boolean(entry && (entry.errors || entry.other));
    row.classList.toggle("unsaved", Boolean(entry) && !isWrong);
    row.classList.toggle("wrong", isWrong);
    controls(row).forEach((each) => { each.toggleAttribute("aria-invalid", Boolean(entry?.errors?.[each.name])); });
    const messages = Object.values(entry?.errors || {}).map((text) => Object.assign(document.createElement("p"), { textContent: text }));
    row.querySelector("[data-cell-errors]").replaceChildren(...messages);
    row.querySelector(".cell-other")?.remove();
    if (entry?.other) row.querySelector("[data-cell-fields]").append(otherBox(leaf, entry));
  }
  function button(text, action) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-outline-secondary me-2 mb-1", textContent: text });
    made.addEventListener("click", action);
    return made;
  }
  function otherBox(leaf, entry) {
    const box = document.createElement("div");
    box.className = "alert alert-warning cell-other";
    box.setAttribute("role", "alert");
    const { words, writer, at } = entry.other;
    const text = document.createElement("p");
    const strong = Object.assign(document.createElement("strong"), { textContent: "Tiêu chí này vừa được ghi ở cửa sổ hoặc máy khác." });
    text.append(strong, ` Chưa có gì bị ghi đè. Bản kia${writer ? ` (${writer}, ${at})` : ""}: “${words}”.`);
    box.append(text, button("Dùng bản kia", () => {
      const row = rowOf(leaf);
      fill(row, entry.other.fields);
      stampOf(row).value = entry.other.seen;
      unsaved.delete(leaf);
      write(leaf);
      mark(leaf);
      showStatus();
    }), button("Giữ bản đang nhập ở đây", () => {
      entry.seen = entry.other.seen;
      delete entry.other;
      write(leaf);
      mark(leaf);
      saver.now();
    }));
    return box;
  }
  function showStatus(state, text) {
    const waiting = [...unsaved.values()];
    const wrong = waiting.filter((entry) => entry.errors || entry.other).length;
    if (state && state !== "saved") window.kept.show(status, state, text, page.signIn);
    else if (wrong) window.kept.show(status, "wrong", `${wrong} tiêu chí chưa lưu được, xem chỗ được đánh dấu. Nội dung được giữ trên máy này.`);
    else if (waiting.length) window.kept.show(status, "waiting", `${waiting.length} tiêu chí đang lưu; nội dung được giữ trên máy này.`);
    else if (state) window.kept.show(status, "saved", text);
    else window.kept.show(status, "", "");
  }

  // --- saving -------------------------------------------------------------------------------
  function typed(event) {
    const row = event.target.closest("[data-leaf]");
    if (!row || !event.target.closest("[data-cell-fields]") || !event.target.name) return;
    const leaf = row.dataset.leaf;
    unsaved.set(leaf, { values: valuesOf(row), seen: unsaved.get(leaf)?.seen ?? stampOf(row).value, other: unsaved.get(leaf)?.other });
    write(leaf);
    mark(leaf);
    showStatus();
    saver.later(event.type === "change" ? 800 : 2500);
  }
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);

  // One criterion after the other. True when nothing is left that trying again could save.
  async function save() {
    isSaving = true;
    try {
      for (;;) {
        const next = [...unsaved].find(([, entry]) => !entry.errors && !entry.other);
        if (!next) return true;
        if (!(await saveOne(...next))) return false;
      }
    } finally { isSaving = false; }
  }
  async function saveOne(leaf, entry) {
    const answer = await window.kept.post(page.cellUrl, { ...entry.values, leaf, column: page.column, [`seen_${leaf}`]: entry.seen });
    const data = answer.data || {};
    if (answer.state === "offline" || answer.state === "signed-out") {
      showStatus(answer.state);
      return false;
    }
    const isNewer = unsaved.get(leaf) !== entry; // typed again while it was on its way
    const current = unsaved.get(leaf);
    if (answer.state === "refused" || data.error) {
      entry.errors = { "": data.error || "Máy chủ không nhận. Hãy tải lại trang." };
    } else if (data.errors) entry.errors = data.errors;
    else if (data.other) current.other = data.other;
    else {
      stampOf(rowOf(leaf)).value = data.seen;
      if (isNewer) current.seen = data.seen; else unsaved.delete(leaf);
      refresh(data);
    }
    write(leaf);
    mark(leaf);
    showStatus("saved", data.saved_at);
    return true;
  }
  function refresh({ leaf: saved, words, scores, rail, panel: panelHtml }) {
    const own = document.querySelector(`[data-own-of="${saved}"]`);
    if (own) own.textContent = words;
    Object.entries(scores).forEach(([leaf, score]) => {
      document.querySelectorAll(`[data-points-of="${leaf}"]`).forEach((each) => { each.textContent = score.points; });
      const reason = document.querySelector(`[data-reason-of="${leaf}"]`);
      if (reason) reason.textContent = score.reason;
    });
    document.querySelector("[data-live=rail]").innerHTML = rail;
    const live = panel.querySelector("[data-live=panel]");
    const typedThere = new Map(Array.from(live.querySelectorAll("[name]"), (each) => [each.name, each.type === "checkbox" ? each.checked : each.value]));
    live.innerHTML = panelHtml;
    live.querySelectorAll("[name]").forEach((each) => {
      if (!typedThere.has(each.name)) return;
      if (each.type === "checkbox") each.checked = typedThere.get(each.name); else each.value = typedThere.get(each.name);
    });
  }

  // --- sending ------------------------------------------------------------------------------
  const error = panel.querySelector("[data-send-error]");
  function refuse(text) {
    error.textContent = text;
    error.hidden = !text;
    if (text) error.scrollIntoView({ block: "nearest" });
  }
  async function flush() {
    unsaved.forEach((entry) => { delete entry.errors; });
    saver.now();
    do { await new Promise((resolve) => { window.setTimeout(resolve, 150); }); } while (isSaving);
    return !unsaved.size;
  }
  // What was typed last is saved first; what cannot be saved holds the sending.
  panel.addEventListener("submit", async (event) => {
    const pressed = event.submitter;
    if (!unsaved.size && window.navigator.onLine) { // a slow answer is not asked for twice
      window.setTimeout(() => { pressed.disabled = true; });
      window.setTimeout(() => { pressed.disabled = false; }, 20000);
      return;
    }
    event.preventDefault();
    refuse("");
    if (!window.navigator.onLine) {
      refuse("Không có mạng nên chưa gửi. Nội dung được giữ trên máy này; có mạng rồi hãy bấm gửi lại.");
      return;
    }
    pressed.disabled = true;
    const isSaved = await flush();
    pressed.disabled = false;
    if (isSaved) { panel.requestSubmit(pressed); return; }
    const [leaf, entry] = [...unsaved][0];
    refuse(entry.errors || entry.other ? "Chưa gửi: còn tiêu chí chưa lưu được. Hãy xem chỗ được đánh dấu." : "Chưa gửi: có nội dung chưa lưu được lên máy chủ. Hãy thử lại sau ít phút; nội dung vẫn ở đây.");
    rowOf(leaf).scrollIntoView({ block: "center" });
  });
  // The plain button saves what is left instead of sending the whole form.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    flush().then(() => showStatus(unsaved.size ? undefined : "saved"));
  });

  // --- what a closed window or an ended session left behind -----------------------------------
  let restored = 0;
  Object.entries(copy.read() || {}).forEach(([leaf, { values, seen }]) => {
    const row = rowOf(leaf);
    if (!row) return;
    fill(row, values);
    unsaved.set(leaf, { values, seen });
    mark(leaf);
    restored += 1;
  });
  if (restored) {
    const note = Object.assign(document.createElement("div"), { className: "alert draft-note", textContent: `Đã đưa lại ${restored} tiêu chí bạn nhập dở và đang lưu.` });
    note.setAttribute("role", "status");
    document.querySelector(".score-sheet").before(note);
    showStatus();
    saver.now();
  }
  document.querySelectorAll("[data-with-script]").forEach((each) => { each.hidden = false; });
  document.querySelectorAll("[data-without-script]").forEach((each) => { each.hidden = true; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
})();

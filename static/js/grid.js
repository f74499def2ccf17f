"use strict";
// The appraiser's grid: keys as in a spreadsheet; each cell saves itself. What is not on the
// server yet stays in this browser and is sent again until it arrives or is refused with a reason.
(function () {
  const table = document.getElementById("grid");
  if (!table) return;
  const panel = document.getElementById("grid-panel");
  const part = (name) => panel.querySelector(`[data-panel=${name}]`);
  const status = document.getElementById("grid-status");
  const store = `bang-tham-dinh:${window.location.pathname}:${table.dataset.user}`;
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  // Cell key -> { value, reason, document, seen, error }: typed and not on the server.
  const unsaved = new Map(Object.entries(read()));
  let current = null; // the td in focus
  let typing = false; // arrows move the caret, not the cell
  let sending = false;
  let pause = 2000;
  let timer = 0;

  function read() {
    try { return JSON.parse(window.localStorage.getItem(store) || "{}"); } catch { return {}; }
  }
  function write() {
    const kept = JSON.stringify(Object.fromEntries(unsaved));
    try { unsaved.size ? window.localStorage.setItem(store, kept) : window.localStorage.removeItem(store); } catch { /* private window */ }
  }
  const cellOf = (key) => table.querySelector(`[data-cell="${key}"]`);
  const inputOf = (cell) => cell.querySelector("input");
  const same = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

  // --- what a cell shows --------------------------------------------------------------------
  function mark(cell) {
    const waiting = unsaved.get(cell.dataset.cell);
    cell.classList.toggle("unsaved", Boolean(waiting && !waiting.error));
    cell.classList.toggle("wrong", Boolean(waiting?.error));
    cell.querySelector(".told-off")?.remove();
    if (waiting) {
      const note = document.createElement("span");
      note.className = "told-off";
      note.textContent = waiting.error || "chưa lưu";
      cell.querySelector("output").after(note);
      inputOf(cell)?.setAttribute("aria-invalid", waiting.error ? "true" : "false");
    }
    if (cell === current) message();
    tell();
  }
  function tell(text) {
    const wrong = [...unsaved.values()].filter((each) => each.error).length;
    const waiting = unsaved.size - wrong;
    const parts = [];
    if (waiting) parts.push(`${waiting} ô chưa lưu, đang thử lại`);
    if (wrong) parts.push(`${wrong} ô chưa đúng`);
    status.textContent = parts.join("; ") || text || status.textContent.replace(/^.*(chưa lưu|chưa đúng).*$/, "");
    status.classList.toggle("text-danger", unsaved.size > 0);
  }
  function message() {
    const waiting = current && unsaved.get(current.dataset.cell);
    part("message").textContent = waiting?.error || (current && !inputOf(current) ? current.dataset.why : "");
  }
  function show(cell) {
    current = cell;
    typing = false;
    table.querySelectorAll(".current").forEach((each) => each.classList.remove("current"));
    cell.classList.add("current");
    const row = cell.parentElement;
    const head = table.tHead.rows[0].cells[cell.cellIndex].querySelector("a").textContent;
    part("title").textContent = `${row.querySelector("b").textContent} · ${head}`;
    part("rule").textContent = row.querySelector("[data-rule]").textContent;
    const told = cell.querySelector("dl")?.cloneNode(true);
    if (told) told.hidden = false;
    part("told").replaceChildren(...(told?.children.length ? [told] : []));
    const waiting = unsaved.get(cell.dataset.cell);
    for (const name of ["reason", "document"]) {
      part(name).value = waiting ? waiting[name] : cell.dataset[name];
      part(name).disabled = !inputOf(cell);
    }
    panel.hidden = false;
    message();
    window.requestAnimationFrame(() => reveal(cell));
  }
  // The panel is never over the cell: the page gives way, or what scrolls in it.
  function reveal(cell) {
    const under = () => cell.getBoundingClientRect().bottom + 8 - panel.getBoundingClientRect().top;
    if (under() > 0) window.scrollBy(0, under());
    if (under() > 0) table.parentElement.scrollBy(0, under());
  }

  // --- moving -------------------------------------------------------------------------------
  const leaves = () => [...table.querySelectorAll("tr[data-leaf]")];
  function go(cell) {
    if (!cell) return false;
    const input = inputOf(cell);
    (input || cell).focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }
  function beside(cell, down, right) {
    const rows = leaves();
    const row = rows[rows.indexOf(cell.parentElement) + down];
    const next = row?.cells[cell.cellIndex + right];
    return next?.dataset.cell ? next : null;
  }
  function wantsReason(cell) {
    const input = inputOf(cell);
    const differs = cell.dataset.before && !same(input.value, cell.dataset.before);
    const isGap = input.value.trim() && (differs || "disputed" in cell.dataset);
    return isGap && !same(input.value, input.dataset.saved) && !part("reason").value.trim();
  }
  function leave(cell, next) {
    if (inputOf(cell) && wantsReason(cell)) {
      keep(cell, false);
      part("message").textContent = "disputed" in cell.dataset ? "Chấm chéo khác tự chấm: ghi lý do rồi Enter." : "Khác với cột trước: ghi lý do rồi Enter.";
      part("reason").focus({ preventScroll: true });
      reveal(cell);
      return;
    }
    if (inputOf(cell)) keep(cell, true);
    if (!go(next)) (inputOf(cell) || cell).focus();
  }
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    if (cell !== current) show(cell);
    if (event.target.matches("input")) event.target.select();
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell && !event.target.matches("input, a")) go(cell);
  });
  table.addEventListener("dblclick", (event) => { if (event.target.matches("input")) typing = true; });
  table.addEventListener("input", () => { typing = true; });
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const input = inputOf(cell);
    if (event.key === "F2" && input) {
      typing = true;
      input.setSelectionRange(input.value.length, input.value.length);
    } else if (event.key === "Escape" && input) {
      input.value = unsaved.get(cell.dataset.cell)?.value ?? input.dataset.saved;
      input.select();
      typing = false;
    } else if (event.key === "Enter") {
      event.preventDefault();
      leave(cell, beside(cell, event.shiftKey ? -1 : 1, 0));
    } else if (event.key === "Tab" && input) {
      const inputs = [...table.querySelectorAll("td input")];
      const next = inputs[inputs.indexOf(input) + (event.shiftKey ? -1 : 1)];
      if (!next && !wantsReason(cell)) return; // out of the grid
      event.preventDefault();
      leave(cell, next?.closest("[data-cell]"));
    } else if (MOVES[event.key] && !(typing && event.key.match(/Left|Right/))) {
      const next = beside(cell, ...MOVES[event.key]);
      event.preventDefault();
      if (next) leave(cell, next);
    }
  });
  // Left with the mouse: what was typed is sent as it is, and the server says what is missing.
  table.addEventListener("focusout", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell && inputOf(cell) && !panel.contains(event.relatedTarget)) keep(cell, true);
  });
  panel.addEventListener("keydown", (event) => {
    if (!current || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const cell = current;
      keep(cell, true);
      go(beside(cell, 1, 0)) || go(cell);
    } else if (event.key === "Escape") go(current);
  });
  panel.addEventListener("change", () => { if (current && inputOf(current)) keep(current, true); });

  // --- keeping ------------------------------------------------------------------------------
  function keep(cell, now) {
    const input = inputOf(cell);
    if (!input) return;
    const key = cell.dataset.cell;
    const before = unsaved.get(key);
    const mine = cell === current;
    const typed = {
      value: input.value.trim(),
      reason: mine ? part("reason").value.trim() : (before?.reason ?? cell.dataset.reason),
      document: mine ? part("document").value.trim() : (before?.document ?? cell.dataset.document),
      seen: before?.seen ?? cell.dataset.seen,
      column: before?.column ?? cell.dataset.column,
    };
    const isSaved = same(typed.value, input.dataset.saved) && typed.reason === cell.dataset.reason && typed.document === cell.dataset.document;
    if (isSaved) {
      if (before) { unsaved.delete(key); write(); mark(cell); }
      return;
    }
    const isSameAgain = before && ["value", "reason", "document"].every((name) => before[name] === typed[name]);
    if (isSameAgain && !(before.error && typing)) { // on its way, or refused and not typed again
      if (now && before.hold) { before.hold = false; send(); }
      return;
    }
    unsaved.set(key, { ...typed, hold: !now });
    write();
    mark(cell);
    if (now) send();
  }
  async function send() {
    if (sending) return;
    window.clearTimeout(timer);
    const next = [...unsaved].find(([, each]) => !each.error && !each.hold);
    if (!next) return;
    const [key, typed] = next;
    const cell = cellOf(key);
    if (!cell || !inputOf(cell)) { // a row that is not shown now, or a sheet that moved on
      if (cell) { typed.error = cell.dataset.why; write(); mark(cell); } else { typed.hold = true; }
      send();
      return;
    }
    sending = true;
    let answer = null;
    try {
      const [sheet, leaf] = key.split("-");
      const body = new URLSearchParams({ sheet, leaf, value: typed.value, reason: typed.reason, document: typed.document, seen: typed.seen, column: typed.column || "" });
      const response = await window.fetch(table.dataset.url, { method: "POST", body, headers: { ...headers, Accept: "application/json" }, redirect: "error" });
      if (![200, 403, 404].includes(response.status)) throw new Error(String(response.status));
      answer = response.ok ? await response.json() : { error: "Bạn không ghi được ô này nữa. Hãy tải lại trang." };
      pause = 2000;
    } catch { /* no line, no session, or the server is away: tried again */ }
    sending = false;
    if (!answer) {
      mark(cell);
      timer = window.setTimeout(send, pause);
      pause = Math.min(pause * 2, 30000);
      return;
    }
    taken(key, typed, answer);
    send();
  }
  function taken(key, typed, answer) {
    const cell = cellOf(key);
    const isNewer = unsaved.get(key) !== typed; // typed over while it was on its way
    if (!answer.error) {
      if (!isNewer) unsaved.delete(key);
      remember(typed.reason);
      replace(cell, answer, isNewer);
      if (isNewer) Object.assign(unsaved.get(key), { seen: cellOf(key).dataset.seen, column: cellOf(key).dataset.column });
      write();
      mark(cellOf(key));
      tell(`Đã lưu lúc ${answer.saved_at}`);
      return;
    }
    if (answer.cell) { // somebody else wrote here: their word is shown, what was typed stays
      replace(cell, answer, true);
      typed.seen = cellOf(key).dataset.seen;
    }
    if (!isNewer) typed.error = answer.error;
    write();
    mark(cellOf(key));
    if (cellOf(key) === current && answer.field === "document") part("document").focus();
  }
  function replace(cell, answer, keepText) {
    const holder = document.createElement("template");
    holder.innerHTML = answer.cell.trim();
    const fresh = holder.content.firstElementChild;
    const input = inputOf(cell);
    const hasFocus = document.activeElement === input;
    const value = input.value;
    const isTyping = hasFocus && typing;
    cell.replaceWith(fresh);
    if (cell === current) {
      const words = [part("reason"), part("document")].map((field) => [field, field.value]);
      const busy = panel.contains(document.activeElement);
      show(fresh);
      if (busy || keepText) words.forEach(([field, text]) => { field.value = text; });
    }
    if (keepText || isTyping) inputOf(fresh).value = value;
    if (hasFocus) {
      inputOf(fresh)?.focus({ preventScroll: true });
      typing = isTyping;
      if (isTyping) inputOf(fresh).setSelectionRange(value.length, value.length);
    }
    const [sheet] = fresh.dataset.cell.split("-");
    table.querySelector(`[data-head="${sheet}"]`).innerHTML = answer.head;
    Object.entries(answer.points).forEach(([node, points]) => {
      const place = table.querySelector(`[data-cell="${sheet}-${node}"] output`) || table.querySelector(`output[data-points="${node}"][data-of="${sheet}"]`);
      if (place) place.textContent = points;
    });
  }
  function remember(reason) {
    const list = document.getElementById("grid-reasons");
    if (!reason || [...list.options].some((option) => option.value === reason)) return;
    const option = document.createElement("option");
    option.value = reason;
    list.prepend(option);
  }

  // --- on paper -----------------------------------------------------------------------------
  // A wide table is cut off at the edge of the paper: it is printed in parts of a few units each.
  const UNITS_A_PART = 6;
  const parts = document.createElement("div");
  parts.className = "grid-print";
  window.addEventListener("beforeprint", () => {
    const units = table.tHead.rows[0].cells.length - 1;
    parts.replaceChildren();
    for (let first = 1; first <= units; first += UNITS_A_PART) {
      const part = table.cloneNode(true);
      part.removeAttribute("id");
      Array.from(part.rows).forEach((row) => {
        for (let place = units; place > 0; place -= 1) {
          if (place < first || place >= first + UNITS_A_PART) row.cells[place].remove();
        }
      });
      part.querySelectorAll("input").forEach((input) => {
        const text = Object.assign(document.createElement("span"), { className: "now", textContent: input.value || "–" });
        input.replaceWith(text);
      });
      parts.append(part);
    }
    table.parentElement.after(parts);
  });
  window.addEventListener("afterprint", () => parts.remove());

  // --- what a closed window left behind -------------------------------------------------------
  unsaved.forEach((typed, key) => {
    const cell = cellOf(key);
    if (!cell || !inputOf(cell)) return;
    inputOf(cell).value = typed.value;
    typed.hold = false;
    mark(cell);
  });
  tell();
  send();
  window.addEventListener("online", () => { pause = 2000; send(); });
  window.addEventListener("beforeunload", (event) => {
    if (document.activeElement?.closest("#grid td")) keep(document.activeElement.closest("td"), true);
    if (unsaved.size) event.preventDefault();
  });
})();

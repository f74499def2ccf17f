"use strict";
// Files of a form (a report, a criterion of a score sheet): each is sent at once, by itself, in
// parts, so that a lost connection costs one part; photos are made smaller on the phone first, which
// also removes their location. Without this script the plain file field does the same in one go.
// The box says by data-unsent and data-busy what the form is called, and by data-submit-when-done
// that the form goes by itself once all files have arrived.
(function () {
  const box = document.querySelector("[data-upload-box]");
  const form = box?.closest("form");
  const input = form?.elements.namedItem("files");
  if (!box || !input || !window.fetch || !window.File) return;
  const list = document.getElementById("upload-list");
  const told = document.getElementById("upload-told");
  const largest = Number(box.dataset.largestMb) * 1024 * 1024;
  const longestSide = 2000;
  const waits = []; // the rows of the list, in the order they were chosen
  let busy = false;
  let submitter = null; // the button that was pressed while files were on their way

  const token = () => form.elements.namedItem("token").value;
  const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(name + "="))?.slice(name.length + 1) || "";
  const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");
  const csrf = () => cookie("csrftoken") || tokens()[0].value;
  // Another tab may have signed in anew: every form of this page has to be able to go, too.
  const renewTokens = () => { if (cookie("csrftoken")) tokens().forEach((hidden) => { hidden.value = cookie("csrftoken"); }); };
  window.addEventListener("focus", renewTokens);
  document.addEventListener("visibilitychange", renewTokens);
  form.addEventListener("input", renewTokens, true);
  const inWords = (bytes) => (bytes < 1048576 ? Math.ceil(bytes / 1024) + " KB" : (bytes / 1048576).toLocaleString("vi-VN", { maximumFractionDigits: 1 }) + " MB");
  const pause = (ms) => new Promise((resolve) => { window.setTimeout(resolve, ms); });

  input.accept = "image/*," + input.accept; // so that a phone offers its camera

  // --- smaller on the phone -------------------------------------------------------------------
  // Older phones do not know how to turn a bitmap; a picture element does it by itself.
  async function read(file) {
    try { return await window.createImageBitmap(file, { imageOrientation: "from-image" }); } catch {
      const picture = new Image();
      picture.src = URL.createObjectURL(file);
      try { await picture.decode(); } finally { URL.revokeObjectURL(picture.src); }
      return picture;
    }
  }
  async function smaller(file) {
    if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) && !/\.(heic|heif)$/i.test(file.name)) return file;
    try {
      const bitmap = await read(file);
      const [width, height] = [bitmap.naturalWidth || bitmap.width, bitmap.naturalHeight || bitmap.height];
      const scale = Math.min(1, longestSide / Math.max(width, height));
      if (scale === 1 && file.size < 1500000) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      const paper = canvas.getContext("2d");
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.imageSmoothingQuality = "high";
      paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close?.();
      const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
      if (!blob || blob.size >= file.size) return file;
      return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    } catch { return file; /* a picture this browser cannot read goes as it is */ }
  }
  async function fingerprint(file) {
    if (!window.crypto?.subtle || file.size > 2 * largest) return "";
    const digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // --- rows -----------------------------------------------------------------------------------
  function button(words, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline-secondary";
    made.textContent = words;
    made.addEventListener("click", action);
    return made;
  }
  function addRow(file) {
    const row = document.createElement("li");
    row.className = "row-line upload";
    const name = document.createElement("span");
    name.className = "upload-name";
    const size = document.createElement("span");
    size.className = "quiet";
    size.textContent = inWords(file.size);
    name.append(file.name, " ", size);
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", "Tiến độ tải " + file.name);
    const words = document.createElement("span");
    words.className = "upload-words";
    const wait = { file, row, bar, words, size, state: "waiting", sent: null };
    wait.again = button("Thử lại", () => { wait.wake?.(); start(wait); });
    wait.again.hidden = true;
    const drop = button("Bỏ tệp này", () => { remove(wait); });
    drop.setAttribute("aria-label", "Bỏ tệp " + file.name);
    const buttons = document.createElement("span");
    buttons.className = "upload-buttons";
    buttons.append(wait.again, drop);
    row.append(name, bar, words, buttons);
    list.append(row);
    waits.push(wait);
    show(wait, "Đang chờ đến lượt");
  }
  function show(wait, words, { again = false, trouble = false, link = null } = {}) {
    wait.words.textContent = words;
    if (link) wait.words.append(" ", link);
    wait.words.classList.toggle("upload-trouble", trouble);
    wait.again.hidden = !again;
    wait.bar.hidden = wait.state === "refused";
    if (trouble) told.textContent = wait.file.name + ": " + words;
  }
  function progress(wait, received) {
    const percent = Math.floor(100 * received / wait.sent.size);
    const quarter = Math.floor(percent / 25) * 25;
    wait.bar.value = percent;
    show(wait, "Đã tải " + percent + " %");
    if (quarter !== wait.quarter) told.textContent = wait.file.name + ": đã tải " + percent + " %";
    wait.quarter = quarter;
  }
  function remove(wait) {
    wait.state = "dropped";
    wait.wake?.();
    wait.row.remove();
    waits.splice(waits.indexOf(wait), 1);
    input.focus();
    goOn();
  }
  function start(wait) {
    if (wait.state !== "sending" && wait.state !== "dropped") wait.state = "waiting";
    run();
  }

  // --- sending --------------------------------------------------------------------------------
  class SignedOut extends Error {}
  async function post(address, fields) {
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => body.append(name, value));
    const answer = await window.fetch(address, {
      method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": csrf(), Accept: "application/json" },
      signal: AbortSignal.timeout ? AbortSignal.timeout(120000) : undefined,
    });
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) throw new SignedOut();
    if (!answer.ok) throw new Error(String(answer.status));
    renewTokens();
    return answer.json();
  }
  async function prepare(wait) {
    if (wait.sent) return;
    show(wait, "Đang chuẩn bị");
    wait.sent = await smaller(wait.file);
    if (wait.sent.size < wait.file.size) wait.size.textContent = inWords(wait.sent.size) + " (đã thu nhỏ)";
    const whole = wait.sent.size <= largest;
    wait.key = whole ? await fingerprint(wait.sent) : "";
    wait.chosen = wait.sent === wait.file ? wait.key : await fingerprint(wait.file);
    wait.key ||= [wait.file.name, wait.file.size, wait.file.lastModified].join(":").slice(-100);
  }
  // One try: true when it is over, for good or for bad.
  async function attempt(wait) {
    const file = wait.sent;
    let said = await post(box.dataset.beginUrl, { token: token(), name: file.name, size: file.size, key: wait.key, chosen: wait.chosen });
    const address = box.dataset.beginUrl + said.id + "/";
    const partBytes = said.part;
    while (!said.error && !said.kept && wait.state === "sending") {
      progress(wait, said.received);
      const part = file.slice(said.received, said.received + partBytes);
      const before = said.received;
      said = await post(address, { offset: before, part });
      if (said.gone) return attempt(wait);
      if (said.received === before) throw new Error("no step forward");
      wait.tries = 0;
    }
    if (said.error) { wait.state = "refused"; show(wait, said.error, { again: true, trouble: true }); }
    if (said.kept) { wait.state = "kept"; keep(wait, said.kept); }
  }
  function keep(wait, html) {
    const kept = document.getElementById("kept-list");
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const row = holder.content.firstElementChild;
    document.getElementById(row.id)?.remove(); // the same file, chosen twice
    kept.querySelector("[data-half='" + CSS.escape(wait.sent.name) + "']")?.remove();
    kept.querySelector("ul").append(row);
    kept.hidden = false;
    window.htmx?.process(row);
    told.textContent = wait.file.name + ": đã tải xong";
    if (wait.row.contains(document.activeElement)) row.querySelector("button").focus();
    wait.row.remove();
    waits.splice(waits.indexOf(wait), 1);
  }
  async function send(wait) {
    wait.state = "sending";
    wait.tries = 0;
    wait.again.hidden = true;
    await prepare(wait);
    while (wait.state === "sending") {
      try { await attempt(wait); } catch (error) {
        if (wait.state !== "sending") return;
        if (error instanceof SignedOut) { signedOut(wait); return; }
        wait.tries += 1;
        show(wait, "Mất kết nối. Tệp vẫn còn ở đây, sẽ tự tải tiếp khi có mạng.", { again: true, trouble: true });
        await Promise.race([pause(Math.min(30000, 1000 * 2 ** wait.tries)), new Promise((resolve) => { wait.wake = resolve; })]);
        wait.wake = null;
      }
    }
  }
  function signedOut(wait) {
    const link = document.createElement("a");
    link.href = box.dataset.signInUrl;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Đăng nhập lại ở thẻ khác";
    wait.state = "signed-out";
    show(wait, "Phiên đăng nhập đã hết; chữ đã nhập và tệp vẫn còn ở đây. Đăng nhập xong, tệp tự tải tiếp.", { again: true, trouble: true, link });
  }
  async function run() {
    if (busy) return;
    busy = true;
    for (let next; (next = waits.find((wait) => wait.state === "waiting")); ) await send(next);
    busy = false;
    if ("submitWhenDone" in box.dataset && !waits.length && !submitter) form.requestSubmit();
    else goOn();
  }
  // Whoever signed in again in another tab comes back to this one.
  function continueAfterSignIn() {
    const signedOutWaits = waits.filter((wait) => wait.state === "signed-out");
    if (document.hidden || !signedOutWaits.length) return;
    signedOutWaits.forEach((wait) => { wait.state = "waiting"; });
    run();
  }
  window.addEventListener("focus", continueAfterSignIn);
  document.addEventListener("visibilitychange", continueAfterSignIn);
  window.addEventListener("online", () => { waits.forEach((wait) => wait.wake?.()); });

  // --- the form -------------------------------------------------------------------------------
  // Before anybody else hears of it: the field is emptied, what was chosen lives in the list.
  form.addEventListener("change", (event) => {
    if (event.target !== input) return;
    event.stopPropagation();
    Array.from(input.files).forEach(addRow);
    input.value = "";
    input.setCustomValidity("");
    run();
  }, true);
  // What is on its way goes with the report; what could not go is not left behind unseen.
  form.addEventListener("submit", (event) => {
    if (!waits.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    submitter = event.submitter || form.querySelector("[type=submit]");
    goOn();
  }, true);
  function goOn() {
    if (!submitter) return;
    const stuck = waits.find((wait) => wait.state === "refused" || wait.state === "signed-out");
    const note = document.getElementById("upload-note");
    if (!waits.length) {
      const pressed = submitter;
      submitter = null;
      note.hidden = true;
      form.requestSubmit(pressed);
    } else if (stuck) {
      submitter = null;
      note.textContent = box.dataset.unsent + ": tệp “" + stuck.file.name + "” chưa tải lên được. Hãy thử lại hoặc bỏ tệp đó, rồi gửi.";
      note.hidden = false;
      note.scrollIntoView({ block: "center" });
    } else {
      note.textContent = box.dataset.busy;
      note.hidden = false;
    }
  }
  window.addEventListener("beforeunload", (event) => {
    if (waits.some((wait) => wait.state === "sending" || wait.state === "waiting")) event.preventDefault();
  });

  // A draft brought its own token: what was kept under it belongs to this form again.
  if (box.dataset.token !== token()) {
    window.fetch(box.dataset.keptUrl + "?token=" + encodeURIComponent(token()), { redirect: "error" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
      .then((html) => {
        document.getElementById("kept-list").outerHTML = html;
        window.htmx?.process(document.getElementById("kept-list"));
      })
      .catch(() => { /* the files are still kept; the page after sending shows them */ });
  }
})();

"use strict";
// Keeps what is typed into a form: in this browser at once, on the server after a few seconds.
// `{% kept_form "name" id %}` in the <form> tag switches it on; nothing else is needed. Optional:
// <p data-kept-status role="status"> for the status line, data-kept-hidden="token" for hidden
// fields that belong to the draft, data-no-keep on a field that must not be kept.
//
// `window.kept` is the interface for pages that save by themselves (score sheet, grid):
//   kept.store(name)            copy in this browser: read() -> object or null, write(object), drop()
//   kept.post(url, values, signal) -> { state, data }, where state is
//       "saved" (data is the JSON answer), "signed-out", "offline" or "refused" (data.error says why)
//   kept.repeater(attempt)      later(ms), now(), stop(); attempt() returns true when it is done, else it
//                               is repeated: after 2 s, 4 s ... 30 s, and when the network or the user returns
//   kept.show(element, state, text)  the status line of each state, with the link to sign in again
(function () {
  const FIRST_PAUSE = 2000;
  const LONGEST_PAUSE = 30000;
  const SAVE_AFTER = 2500;
  const SUBMIT_LASTS = 20000; // without an answer after so long, the form is being typed into again
  const PREFIX = "kept:";

  const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(name + "="))?.slice(name.length + 1) || "";
  const csrf = () => cookie("csrftoken") || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour12: false });

  function store(name) {
    const key = PREFIX + name;
    return {
      key,
      read() { try { return JSON.parse(window.localStorage.getItem(key) || "null"); } catch { return null; } },
      write(values) { try { window.localStorage.setItem(key, JSON.stringify(values)); return true; } catch { return false; /* private window */ } },
      drop() { try { window.localStorage.removeItem(key); } catch { /* private window */ } },
    };
  }

  async function post(url, values, signal) {
    const body = new URLSearchParams(values);
    const timeout = new AbortController();
    const timer = window.setTimeout(() => timeout.abort(), 60000);
    signal?.addEventListener("abort", () => timeout.abort());
    try {
      const answer = await window.fetch(url, {
        method: "POST", body, redirect: "manual", signal: timeout.signal,
        keepalive: body.toString().length < 60000,
        headers: { Accept: "application/json", "X-CSRFToken": csrf() },
      });
      if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return { state: "signed-out", data: {} };
      if (answer.status >= 500) return { state: "offline", data: {} };
      const data = await answer.json();
      return { state: answer.ok ? "saved" : "refused", data };
    } catch { return { state: "offline", data: {} }; } finally { window.clearTimeout(timer); }
  }

  function repeater(attempt) {
    let timer = 0;
    let pause = FIRST_PAUSE;
    let isWanted = false;
    let isRunning = false;
    let isAskedAgain = false;
    async function run() {
      window.clearTimeout(timer);
      if (isRunning) { isAskedAgain = true; return; }
      isRunning = true;
      isWanted = false;
      isAskedAgain = false;
      const isDone = await attempt();
      isRunning = false;
      if (isDone) pause = FIRST_PAUSE;
      if (isAskedAgain || !isDone) {
        isWanted = true;
        timer = window.setTimeout(run, isDone ? 0 : pause);
        if (!isDone) pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
    const again = () => { pause = FIRST_PAUSE; if (isWanted) run(); };
    window.addEventListener("online", again);
    window.addEventListener("focus", again);
    document.addEventListener("visibilitychange", again); // also when the page is left
    return {
      later(ms) { isWanted = true; window.clearTimeout(timer); timer = window.setTimeout(run, ms); },
      now: run,
      stop() { isWanted = false; isAskedAgain = false; window.clearTimeout(timer); },
    };
  }

  function show(element, state, text = "", signIn = "/dang-nhap/") {
    if (!element) return;
    element.dataset.state = state;
    if (state === "signed-out") {
      const link = document.createElement("a");
      Object.assign(link, { href: signIn, target: "_blank", rel: "noopener", textContent: "Đăng nhập lại ở cửa sổ mới" });
      element.replaceChildren("Phiên làm việc đã hết. ", link, " rồi quay lại; nội dung vẫn ở đây.");
    } else if (state === "offline") {
      element.textContent = "Chưa lưu được lên máy chủ. Cứ viết tiếp: nội dung được giữ trên máy này lúc " + clock() + " và tự lưu khi có mạng.";
    } else if (state === "saved") {
      element.textContent = "Đã lưu trên máy chủ lúc " + (text || clock()) + ".";
    } else element.textContent = text;
  }

  // --- one form -------------------------------------------------------------------------------
  const NOT_KEPT = ["hidden", "password", "file", "submit", "button", "reset", "image"];
  const same = (one, other) => JSON.stringify(one, Object.keys(one || {}).sort()) === JSON.stringify(other, Object.keys(other || {}).sort());
  const known = new WeakSet();

  function keep(form) {
    if (known.has(form)) return;
    known.add(form);
    const page = JSON.parse(form.dataset.kept);
    const local = store(page.user + ":" + page.key);
    const hiddenNames = (form.dataset.keptHidden || "").split(" ").filter(Boolean);
    const drafts = repeater(save);
    const pending = {}; // values of fields that are not on the page yet
    let revision = page.revision;
    let other = null; // what another window saved
    let isDirty = false; // typed and not on the server
    let sentAt = 0;
    let abort = new AbortController();

    const keptKey = document.createElement("input");
    Object.assign(keptKey, { type: "hidden", name: "kept_key", value: page.key });
    form.append(keptKey);
    let status = form.querySelector("[data-kept-status]");
    if (!status) {
      status = document.createElement("p");
      status.className = "form-hint mb-0 mt-2";
      status.setAttribute("role", "status");
      status.dataset.keptStatus = "";
      form.append(status);
    }

    // Controls by name, without those that are never kept.
    function controls() {
      const named = new Map();
      Array.from(form.elements).forEach((each) => {
        const isKept = each.name && (hiddenNames.includes(each.name) || !NOT_KEPT.includes(each.type)) && !("noKeep" in each.dataset) && "value" in each;
        if (isKept) named.set(each.name, [...(named.get(each.name) || []), each]);
      });
      return named;
    }
    // The value of one name, now or as the page was served: a text, or a list for several.
    function value(group, served) {
      const first = group[0];
      const isOn = (each) => (served ? each.defaultChecked : each.checked);
      if (first.type === "checkbox") return group.filter(isOn).map((each) => each.value);
      if (first.type === "radio") return group.filter(isOn).map((each) => each.value)[0] || "";
      if (first.tagName === "SELECT") {
        const options = Array.from(first.options);
        const chosen = options.filter((each) => (served ? each.defaultSelected : each.selected)).map((each) => each.value);
        return first.multiple ? chosen : (chosen[0] ?? (served ? options[0]?.value : "") ?? "");
      }
      const texts = group.map((each) => (served ? each.defaultValue : each.value));
      return group.length > 1 ? texts : texts[0];
    }
    function set(group, wanted) {
      group.forEach((each, index) => {
        const list = [].concat(wanted);
        if (["checkbox", "radio"].includes(each.type)) each.checked = list.includes(each.value);
        else if (each.multiple && each.tagName === "SELECT") Array.from(each.options).forEach((option) => { option.selected = list.includes(option.value); });
        else each.value = list[index] ?? "";
      });
    }
    // What differs from the page as it was served. A page that answers a refused submit was served
    // with what was typed, so there everything filled in counts.
    function read() {
      const fields = { ...pending };
      controls().forEach((group, name) => {
        const [now, served] = [value(group, false), value(group, true)];
        const isTyped = String(now) !== String(served) || (page.refused && String(served) !== "");
        if (hiddenNames.includes(name) || isTyped) fields[name] = now;
      });
      return fields;
    }
    const hasText = (fields) => Object.keys(fields).some((name) => !hiddenNames.includes(name));
    function fill(fields) {
      const named = controls();
      let isChanged = false;
      Object.entries(fields).forEach(([name, wanted]) => {
        const group = named.get(name);
        if (!group) { pending[name] = wanted; return; }
        delete pending[name];
        if (String(value(group, false)) === String(wanted)) return;
        set(group, wanted);
        isChanged ||= !hiddenNames.includes(name);
      });
      return isChanged;
    }

    // --- saving -------------------------------------------------------------------------------
    function write() {
      local.write({ fields: read(), revision, dirty: isDirty, submitted: Boolean(sentAt) });
    }
    function typed() {
      if (sentAt) return; // it is on its way as it was
      isDirty = true;
      write();
      if (!other) drafts.later(SAVE_AFTER);
    }
    async function save() {
      if (sentAt || other || !isDirty) return true;
      const fields = read();
      const answer = await post(page.url, { key: page.key, user: page.user, based_on: revision, fields: JSON.stringify(fields) }, abort.signal);
      if (sentAt) return true;
      if (answer.state !== "saved") {
        show(status, answer.state, answer.data.error, page.sign_in);
        return answer.state === "refused";
      }
      if (answer.data.other) { showOther(answer.data.other); return true; }
      revision = answer.data.revision;
      isDirty = !same(fields, read());
      write();
      show(status, "saved", answer.data.saved_at.split(" ")[0]);
      return true;
    }
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);

    // --- what was typed before, and what another window saved ------------------------------------
    function notice(kind, ...parts) {
      const box = document.createElement("div");
      box.className = "alert " + kind;
      box.append(...parts);
      form.before(box);
      return box;
    }
    function button(text, action) {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", className: "btn btn-sm btn-outline-secondary", textContent: text });
      made.addEventListener("click", action);
      return made;
    }
    const openPage = () => { window.location.assign(window.location.href.split("#")[0]); };
    function showRestored() {
      const box = notice("draft-note", "Đã đưa lại nội dung bạn nhập dở. ", button("Bỏ, viết mới", async () => {
        sentAt = Date.now();
        drafts.stop();
        local.drop();
        await post(page.url, { key: page.key, user: page.user, drop: "1" });
        openPage();
      }));
      box.setAttribute("role", "status");
      const details = form.closest("details");
      if (details) details.open = true;
    }
    function labelOf(name) {
      const control = form.elements.namedItem(name);
      const element = control instanceof RadioNodeList ? control[0] : control;
      return element?.labels?.[0]?.textContent.trim() || element?.getAttribute("aria-label") || name;
    }
    function inWords(name, text) {
      const control = form.elements.namedItem(name);
      const chosen = control?.tagName === "SELECT" && Array.from(control.options).find((each) => each.value === text);
      return (chosen ? chosen.textContent : [].concat(text).join(", ")) || "(để trống)";
    }
    function showOther(theirs) {
      if (other) return;
      other = theirs;
      show(status, "", "");
      const list = document.createElement("dl");
      list.className = "kept-other";
      const mine = read();
      Object.entries(theirs.fields).filter(([name, text]) => !hiddenNames.includes(name) && String(mine[name] ?? "") !== String(text)).slice(0, 8).forEach(([name, text]) => {
        const [term, words] = [document.createElement("dt"), document.createElement("dd")];
        term.textContent = labelOf(name);
        words.textContent = inWords(name, text);
        list.append(term, words);
      });
      if (!list.children.length) list.append(Object.assign(document.createElement("dd"), { textContent: hasText(theirs.fields) ? "(giống bản ở đây)" : "(chưa có nội dung, hoặc đã được gửi)" }));
      const heading = document.createElement("p");
      const strong = Object.assign(document.createElement("strong"), { textContent: "Mục này đang được nhập ở một cửa sổ hoặc máy khác." });
      heading.append(strong, " Chưa có gì bị ghi đè. Bản kia (lưu lúc " + theirs.saved_at + "):");
      const box = notice("alert-warning kept-conflict", heading, list,
        button("Dùng bản kia", () => { sentAt = Date.now(); local.drop(); openPage(); }), " ",
        button("Giữ bản đang mở ở đây", () => {
          revision = Math.max(other.revision, revision);
          other = null;
          box.remove();
          isDirty = true;
          drafts.now();
        }));
      box.setAttribute("role", "alert");
      box.scrollIntoView({ block: "center" });
    }
    // Another window of this browser, e.g. while there is no network.
    window.addEventListener("storage", (event) => {
      if (event.key !== local.key || !event.newValue || !isDirty || sentAt) return;
      const theirs = local.read();
      if (theirs && !theirs.submitted && hasText(theirs.fields) && !same(theirs.fields, read())) showOther({ ...theirs, saved_at: clock() });
    });

    (function restore() {
      const kept = local.read();
      const isSent = kept?.submitted && page.sent_revision > kept.revision;
      if (isSent) local.drop();
      if (page.refused) return;
      const server = { fields: page.fields, revision: page.revision, dirty: false };
      let draft = kept && !isSent ? kept : server;
      const isOlder = draft.revision < page.revision;
      if (isOlder && (!draft.dirty || same(draft.fields, page.fields))) draft = server;
      const isBeside = isOlder && draft !== server && hasText(page.fields);
      if (fill(draft.fields)) showRestored();
      isDirty = draft.dirty;
      if (isBeside) { revision = draft.revision; showOther({ ...server, saved_at: page.saved_at }); }
      else if (isDirty) drafts.later(SAVE_AFTER);
    })();
    document.body.addEventListener("htmx:afterSettle", () => { if (Object.keys(pending).length) fill({ ...pending }); });

    // --- sending ------------------------------------------------------------------------------
    // Without network a form is not sent, so that no error page of the browser replaces it.
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || window.navigator.onLine) return;
      event.preventDefault();
      write();
      show(status, "unsent", "Không có mạng nên chưa gửi. Nội dung được giữ trên máy này lúc " + clock() + "; có mạng rồi hãy bấm gửi lại.");
    });
    document.addEventListener("submit", (event) => {
      if (event.target !== form || event.defaultPrevented) return;
      sentAt = Date.now();
      drafts.stop();
      abort.abort();
      abort = new AbortController();
      write();
      window.setTimeout(resume, SUBMIT_LASTS);
    });
    // Still here: the answer did not come, or the user came back by the back button.
    function resume() {
      if (!sentAt) return;
      sentAt = 0;
      isDirty = true;
      write();
    }
    window.addEventListener("pageshow", (event) => { if (event.persisted) resume(); });
  }

  // --- every page -----------------------------------------------------------------------------
  // The form was accepted by the server: the copy in this browser is not needed any more.
  const sent = decodeURIComponent(cookie("sent_draft")).replace(/"/g, "");
  if (sent) {
    store(sent).drop();
    document.cookie = "sent_draft=; Max-Age=0; path=/; SameSite=Lax";
  }
  // Copies that are on the server do not stay in a browser that others may use.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.("[data-sign-out]")) return;
    Object.keys(window.localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
      const copy = store(key.slice(PREFIX.length));
      if (!copy.read()?.dirty) copy.drop();
    });
  });
  // Another window may have signed in again: every form and request uses the token of now.
  document.addEventListener("submit", (event) => {
    const hidden = event.target.querySelector?.("[name=csrfmiddlewaretoken]");
    if (hidden && cookie("csrftoken")) hidden.value = cookie("csrftoken");
  }, true);
  document.addEventListener("htmx:configRequest", (event) => { if (csrf()) event.detail.headers["X-CSRFToken"] = csrf(); });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401) return;
    let box = document.getElementById("signed-out");
    if (!box) {
      box = document.createElement("div");
      Object.assign(box, { id: "signed-out", className: "alert alert-warning" });
      box.setAttribute("role", "alert");
      document.querySelector("main, #content")?.prepend(box);
    }
    show(box, "signed-out");
    box.scrollIntoView({ block: "nearest" });
  });

  window.kept = { store, post, repeater, show, csrf };
  document.querySelectorAll("form[data-kept]").forEach(keep);
  document.addEventListener("htmx:load", (event) => {
    event.target.querySelectorAll?.("form[data-kept]").forEach(keep);
  });
})();

"use strict";
// The report form: counts that follow the kind of activity, ratios, the day in words. What is
// typed is kept by kept_form.js.
(function () {
  const form = document.getElementById("report-form");
  if (!form) return;
  const isNumber = (name) => /^(count|denominator|excluded|document)_\d+$/.test(name);
  const field = (name) => form.elements.namedItem(name);
  const countInputs = () => Array.from(form.elements).filter((element) => isNumber(element.name));

  // A kind chosen from the draft, or before the scripts were there, still needs its counts.
  window.addEventListener("load", () => {
    if (field("kind").value && !countInputs().length) field("kind").dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Another kind of activity, still one number: the number stays.
  let single = "";
  document.body.addEventListener("htmx:beforeSwap", () => { single = countInputs().length === 1 ? countInputs()[0].value : ""; });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (single && countInputs().length === 1) countInputs()[0].value = single;
    showRatios();
  });

  // What two numbers make: nobody has to type, or to trust, a percentage.
  function showRatios() {
    form.querySelectorAll("[data-ratio]").forEach((part) => {
      const number = (name) => Number(part.querySelector("[name^=" + name + "_]").value || "0");
      const below = number("denominator") - number("excluded");
      const percent = (100 * number("count") / below).toLocaleString("vi-VN", { maximumFractionDigits: 2 });
      part.querySelector("[data-ratio-told]").textContent = below > 0 && number("count") <= below ? number("count") + " / " + below + " = " + percent + " %" : "";
      part.querySelector("[data-ratio-document]").hidden = !number("excluded");
    });
  }
  form.addEventListener("input", showRatios);
  showRatios();

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

// What if what is typed could not be kept, or was typed before anything here ran? The page says so
// where it else says when it was kept; what is not as the page was sent is kept at once.
(() => {
  "use strict";

  const say = (event) => {
    const words = event.detail.elt.dataset.notKept;
    if (words) document.getElementById("kept").textContent = words;
  };

  const isTyped = (field) => {
    if (field.type === "checkbox" || field.type === "radio")
      return field.checked !== field.defaultChecked;
    if (field.type === "select-one") {
      const sent = [...field.options].findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(0, sent);
    }
    return "defaultValue" in field && field.value !== field.defaultValue;
  };

  const keepWhatIsThere = () => {
    const form = document.querySelector("form[data-not-kept]");
    if (form && [...form.elements].some(isTyped)) form.dispatchEvent(new Event("change"));
  };

  document.addEventListener("htmx:load", keepWhatIsThere, { once: true });
  document.addEventListener("htmx:responseError", say);
  document.addEventListener("htmx:sendError", say);
})();

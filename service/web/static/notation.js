// Keys 0 to 3 press the button of that grade. Without this script the buttons do all of it.
(function () {
  "use strict";
  var kept = "jisr-touches";
  var choice = document.getElementById("touches-actives");
  var form = document.getElementById("notes");
  if (!choice || !form) { return; }
  document.getElementById("touches").hidden = false;
  try { choice.checked = window.localStorage.getItem(kept) !== "non"; } catch (e) { choice.checked = true; }
  choice.addEventListener("change", function () {
    try { window.localStorage.setItem(kept, choice.checked ? "oui" : "non"); } catch (e) { return; }
  });
  var sent = false;
  form.addEventListener("submit", function (event) {
    if (sent) { event.preventDefault(); }
    sent = true;
  });
  window.addEventListener("pageshow", function () { sent = false; });
  document.addEventListener("keydown", function (event) {
    if (!choice.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target !== choice) { return; }
    var button = form.querySelector('button[data-touche="' + event.key + '"]');
    if (/^[0-3]$/.test(event.key) && button) {
      event.preventDefault();
      button.click();
    }
  });
}());

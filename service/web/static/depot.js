// A file may be dropped onto the form; without this script the usual file input does the same.
(function () {
  "use strict";
  var zone = document.querySelector(".drop");
  if (!zone) { return; }
  var input = zone.querySelector("input[type=file]");
  var form = input.form;
  var alert = zone.querySelector("[role=alert]");
  var most = Number(zone.dataset.mostBytes);
  var hint = zone.querySelector("[data-drop-hint]");
  var inside = 0;
  hint.hidden = false;

  function say(text) {
    alert.textContent = text;
    alert.hidden = !text;
  }

  function check() {
    var file = input.files[0];
    var heavy = Boolean(file) && file.size > most;
    say(heavy ? alert.dataset.tooHeavy : "");
    return !heavy;
  }

  function mark(delta) {
    inside = Math.max(0, inside + delta);
    zone.classList.toggle("over", inside > 0);
  }

  zone.addEventListener("dragenter", function (event) { event.preventDefault(); mark(1); });
  zone.addEventListener("dragover", function (event) { event.preventDefault(); });
  zone.addEventListener("dragleave", function () { mark(-1); });
  zone.addEventListener("drop", function (event) {
    event.preventDefault();
    inside = 0;
    mark(0);
    var files = event.dataTransfer.files;
    if (files.length !== 1) { say(files.length ? alert.dataset.onlyOne : ""); return; }
    input.files = files;
    if (check()) { form.querySelector("button").focus(); }
  });
  // A file dropped beside the zone would otherwise replace the page.
  window.addEventListener("dragover", function (event) { event.preventDefault(); });
  window.addEventListener("drop", function (event) { event.preventDefault(); });
  input.addEventListener("change", check);
  form.addEventListener("submit", function (event) {
    if (!check()) { event.preventDefault(); return; }
    // Pressed twice, it is sent once; the page is made again when somebody comes back to it.
    form.querySelector("button").disabled = true;
  });
  window.addEventListener("pageshow", function () { form.querySelector("button").disabled = false; });
})();

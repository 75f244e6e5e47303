// The browser knows the person's time zone; digests then come at their breakfast, not at UTC's.
document.getElementById("time-zone").value =
  Intl.DateTimeFormat().resolvedOptions().timeZone || "";

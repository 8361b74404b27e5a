/** Was der Posteingang außerdem hat. */
export const inboxDe = {
  transcriptSave: "Protokoll speichern …",
  transcriptTitle: "Protokoll speichern",
  transcriptFormat: "Format",
  transcriptHtml: "Webseite (HTML)",
  transcriptText: "Text",
  transcriptNotes: "Mit internen Notizen",
  transcriptNotesHint:
    "Notizen sind nur für das Team: Speichern Sie sie nur, wenn die Datei im Team bleibt. Das Prüfprotokoll sagt, wer was gespeichert hat.",
  transcriptDone: "{name} ist gespeichert.",
};

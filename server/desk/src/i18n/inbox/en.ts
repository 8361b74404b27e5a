/** What the inbox has besides. */
export const inboxEn = {
  transcriptSave: "Save transcript …",
  transcriptTitle: "Save the transcript",
  transcriptFormat: "Format",
  transcriptHtml: "Web page (HTML)",
  transcriptText: "Text",
  transcriptNotes: "With internal notes",
  transcriptNotesHint:
    "Notes are for the team alone: save them only if the file stays in the team. The audit log says who has saved what.",
  transcriptDone: "{name} is saved.",
};

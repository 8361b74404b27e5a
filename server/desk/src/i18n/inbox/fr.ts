/** Ce que la boîte de réception a de plus. */
export const inboxFr = {
  transcriptSave: "Enregistrer la transcription…",
  transcriptTitle: "Enregistrer la transcription",
  transcriptFormat: "Format",
  transcriptHtml: "Page web (HTML)",
  transcriptText: "Texte",
  transcriptNotes: "Avec les notes internes",
  transcriptNotesHint:
    "Les notes sont réservées à l’équipe : ne les enregistrez que si le fichier reste dans l’équipe. Le journal d’audit dit qui a enregistré quoi.",
  transcriptDone: "{name} est enregistré.",
};

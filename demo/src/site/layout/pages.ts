/** The pages that embed the chat, as the bar at the top lists them. */
export const pages = [
  { path: "/", fr: "/fr/", en: "Home", frLabel: "Accueil" },
  { path: "/script-tag", en: "Script tag", frLabel: "Balise script" },
  { path: "/react", en: "React", frLabel: "React" },
  { path: "/element", en: "Web Component", frLabel: "Web Component" },
  { path: "/full-page", en: "Full page", frLabel: "Pleine page" },
  { path: "/features", en: "Features", frLabel: "Fonctions" },
  { path: "/gallery", en: "Gallery", frLabel: "Galerie" },
  { path: "/theme", en: "Theme editor", frLabel: "Éditeur de thème" },
  { path: "/messenger-phone", en: "Messenger phone", frLabel: "Téléphone Messenger" },
] as const;

export type Language = "en" | "fr";

import { type Language, pages } from "./pages.ts";

/** The parts that all pages share: head, bars and footer. */
const labels = {
  en: {
    skip: "Skip to the content",
    ways: "Ways to embed the chat",
    name: "Aubrelle Line",
    sections: { board: "Departures", line: "The line", fares: "Fares", news: "News", contact: "Contact" },
    main: "Main",
    home: "/",
    footer:
      "The Aubrelle Line is invented. Its chat is real: Causerie, one set of stories for the web and for Messenger.",
    other: { lang: "fr", href: "/fr/", label: "Français" },
  },
  fr: {
    skip: "Aller au contenu",
    ways: "Façons d'intégrer le chat",
    name: "Ligne de l'Aubrelle",
    sections: { board: "Départs", line: "La ligne", fares: "Tarifs", news: "Actualités", contact: "Contact" },
    main: "Principal",
    home: "/fr/",
    footer:
      "La Ligne de l'Aubrelle est inventée. Son chat est réel : Causerie, les mêmes dialogues pour le web et pour Messenger.",
    other: { lang: "en", href: "/", label: "English" },
  },
} as const;

export const head = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#14493c">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/styles/site.css">
<script type="module" src="/scripts/bar.ts"></script>`;

export function demoBar(language: Language, current: string): string {
  const { skip, ways } = labels[language];
  const items = pages.map((page) => {
    const href = language === "fr" && "fr" in page ? page.fr : page.path;
    const here = href === current ? ' aria-current="page"' : "";
    return `<li><a href="${href}"${here}>${language === "fr" ? page.frLabel : page.en}</a></li>`;
  });
  return `<a class="skip" href="#content">${skip}</a>
<nav class="demo-bar" aria-label="${ways}"><div class="wrap"><strong>Causerie demo</strong><ul>${items.join("")}</ul></div></nav>`;
}

export function masthead(language: Language): string {
  const { name, sections, main, home, other } = labels[language];
  const links = Object.entries(sections).map(([id, label]) => `<li><a href="${home}#${id}">${label}</a></li>`);
  return `<header class="masthead"><div class="wrap">
<a class="brand" href="${home}"><img src="/favicon.svg" alt="" width="36" height="36">${name}</a>
<nav aria-label="${main}"><ul>${links.join("")}
<li><a href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${other.label}</a></li></ul></nav>
</div></header>`;
}

export function footer(language: Language): string {
  return `<footer class="footer"><div class="wrap"><p>${labels[language].footer}</p></div></footer>`;
}

import { en } from "#bot/words.en.ts";
import { fr } from "#bot/words.fr.ts";
import { dayName } from "#railway/day-names.ts";
import { formatPrice } from "#railway/fares.ts";
import { helpline, type Hours, offices, stationOf, stations, tickets } from "#railway/railway.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Language } from "./pages.ts";

/** Parts of the home page that are made from the railway's data, so that the bot and the site agree. */
const labels = {
  en: { zone: "Zone", minutes: "min", metres: "m", reduced: "reduced", to: "to" },
  fr: { zone: "Zone", minutes: "min", metres: "m", reduced: "réduit", to: "à" },
};

export function stops(language: Language): string {
  const { zone, minutes, metres } = labels[language];
  const items = stations.map(
    ({ name, zone: letter, minute, altitude }) =>
      `<li><strong>${escapeHtml(name)}</strong><span class="zone">${zone} ${letter}</span><span>${minute} ${minutes}</span><span>${altitude} ${metres}</span></li>`,
  );
  return `<ol class="stops">${items.join("")}</ol>`;
}

export function fareCards(language: Language): string {
  const words = { en, fr }[language].tickets;
  const items = tickets.map(({ id, price, reduced, picture }) => {
    const { title, subtitle, pictureAlt } = words[id];
    return `<li class="fare"><img class="picture" src="/pictures/${picture}.svg" alt="${escapeHtml(pictureAlt)}" width="764" height="400" loading="lazy">
<div><h3>${escapeHtml(title)}</h3><p>${escapeHtml(subtitle)}</p>
<p class="price">${formatPrice(price, language)} <small>${labels[language].reduced} ${formatPrice(reduced, language)}</small></p></div></li>`;
  });
  return `<ul class="cards">${items.join("")}</ul>`;
}

export function openingHours(language: Language): string {
  const periods = (hours: readonly Hours[]): string =>
    hours.map((period) => escapeHtml(describeHours(period, language))).join("<br>");
  const entries = offices.map(({ station, hours }) => {
    return `<dt>${escapeHtml(stationOf(station).name)}</dt><dd>${periods(hours)}</dd>`;
  });
  return `<dl>${entries.join("")}</dl>`;
}

export function helplineTimes(language: Language): string {
  return helpline.hours.map((hours) => describeHours(hours, language)).join(", ");
}

function describeHours({ days, opens, closes }: Hours, language: Language): string {
  const names = [...new Set([days[0] ?? 1, days.at(-1) ?? 7])].map((day) => dayName(day, language));
  return `${names.join(` ${labels[language].to} `)} ${opens}–${closes}`;
}

export function stationOptions(): string {
  return stations.map(({ id, name }) => `<option value="${id}">${escapeHtml(name)}</option>`).join("");
}

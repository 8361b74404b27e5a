import { type BotMessage, carousel, text } from "@causerie/server";
import { ticketOf, tickets, type TicketId } from "#railway/railway.ts";
import { departures, fares, hello } from "#bot/contracts.ts";
import { type Say, words } from "#bot/words.ts";

/** All tickets as a carousel. A tap on one of them runs this story again and shows the details. */
export const faresStory = (pictureUrl: (name: string) => string) =>
  fares.handle(function* (turn, { ticket }) {
    const t = words(turn);
    if (ticket !== undefined) return yield describeTicket(t, ticket);
    yield t("fares.heading");
    yield carousel(
      tickets.map(({ id, price, picture }) => ({
        title: t("fares.card", { title: t(`tickets.${id}.title`), price: price / 100 }),
        subtitle: t(`tickets.${id}.subtitle`),
        image: { url: pictureUrl(picture), alt: t(`tickets.${id}.pictureAlt`) },
        buttons: [{ label: t("label.details"), to: fares.link({ ticket: id }) }],
      })),
      {
        quickReplies: [
          { label: t("label.departures"), to: departures.link() },
          { label: t("label.menu"), to: hello.link() },
        ],
      },
    );
  });

function describeTicket(t: Say, id: TicketId): BotMessage {
  const { price, reduced } = ticketOf(id);
  const [title, validity] = [t(`tickets.${id}.title`), t(`tickets.${id}.validity`)];
  return text(t("fares.details", { title, validity, price: price / 100, reduced: reduced / 100 }), {
    quickReplies: [
      { label: t("label.allFares"), to: fares.link() },
      { label: t("label.departures"), to: departures.link() },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
}

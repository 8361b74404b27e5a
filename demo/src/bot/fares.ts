import { carousel, text } from "@causerie/server";
import { formatPrice } from "#railway/fares.ts";
import { ticketOf, tickets } from "#railway/railway.ts";
import { departures, fares, hello } from "./contracts.ts";
import { wordsOf } from "./words.ts";

/** All tickets as a carousel; a tap on one of them comes back here and gets the details. */
export const faresStory = (pictureUrl: (name: string) => string) =>
  fares.handle(function* (turn, { ticket }) {
    const words = wordsOf(turn.locale);
    const price = (cents: number): string => formatPrice(cents, turn.locale);

    if (ticket !== undefined) {
      const { price: full, reduced } = ticketOf(ticket);
      const { title, note } = words.fares.tickets[ticket];
      yield text(words.fares.details(title, price(full), price(reduced), note), {
        quickReplies: [
          { label: words.labels.allFares, to: fares.link() },
          { label: words.labels.departures, to: departures.link() },
          { label: words.labels.menu, to: hello.link() },
        ],
      });
      return;
    }

    yield words.fares.heading;
    yield carousel(
      tickets.map(({ id, price: full, picture }) => {
        const { title, subtitle, pictureAlt } = words.fares.tickets[id];
        return {
          title: `${title}, ${price(full)}`,
          subtitle,
          image: { url: pictureUrl(picture), alt: pictureAlt },
          buttons: [{ label: words.labels.details, to: fares.link({ ticket: id }) }],
        };
      }),
      {
        quickReplies: [
          { label: words.labels.departures, to: departures.link() },
          { label: words.labels.menu, to: hello.link() },
        ],
      },
    );
  });

import { openPollTransport } from "./poll-transport.ts";
import type { TransportChoice } from "./transport-choice.ts";

/** Long polling, which works wherever requests work: for a page that the code of the better ways does not reach. */
export const lastResort: TransportChoice = {
  candidates: [{ name: "poll", open: openPollTransport }],
  race(_, target, events, signal, race) {
    let isOpen = false;
    const transport = openPollTransport(target, {
      ...events,
      opened() {
        isOpen = true;
        race.opened({ name: "poll", transport });
      },
      closed(error) {
        if (isOpen) events.closed(error);
        else race.lost(error);
      },
    });
    signal.addEventListener("abort", () => transport.close());
  },
};

import type { Chat } from "#chat/chat.ts";
import { type Cell, createCell, onePerChat } from "#react/features/cell.ts";

/** `accuracy`: metres around it in which the visitor is with 95 % certainty (W3C Geolocation). */
export type Found = { latitude: number; longitude: number; accuracy: number };

export type LocatorState =
  | { type: "closed" }
  | { type: "searching" }
  | { type: "found"; location: Found }
  /** `denied`: by the visitor, the browser or the page around a frame. `missing`: this browser cannot tell. */
  | { type: "failed"; why: "denied" | "timeout" | "unavailable" | "missing" };

/** What the visitor has pressed. The box opens beside it. */
export type PressedFor = "composer" | "reply";

export type Locator = Cell<LocatorState> & {
  /** Asks the browser, which may ask the visitor. Call it only when the visitor has pressed something for it. */
  search(by?: PressedFor): void;
  /** What opened it. */
  openedBy: () => PressedFor;
  /** What is under way is forgotten: nothing that comes later opens it again. */
  close(): void;
  /** Sends what was found. */
  send(): void;
};

/** The browser waits so long for a position, after the visitor has agreed. */
const timeoutMs = 15_000;
/** A position that is so old is as good as a new one. */
const maximumAgeMs = 60_000;

export const locatorOf = onePerChat((chat) => createLocator(chat, () => globalThis.navigator?.geolocation));

export function createLocator(
  chat: Pick<Chat, "sendLocation">,
  geolocation: () => Pick<Geolocation, "getCurrentPosition"> | undefined,
): Locator {
  const cell = createCell<LocatorState>({ type: "closed" });
  let search = 0;
  let openedBy: PressedFor = "composer";

  return {
    ...cell,
    openedBy: () => openedBy,
    search(by = openedBy) {
      openedBy = by;
      const own = (search += 1);
      const end = (state: LocatorState): void => {
        if (own === search) cell.set(state);
      };
      cell.set({ type: "searching" });
      const browser = geolocation();
      if (browser === undefined) return end({ type: "failed", why: "missing" });
      browser.getCurrentPosition(
        ({ coords }) => end({ type: "found", location: toFound(coords) }),
        ({ code }) => end({ type: "failed", why: reasons[code] ?? "unavailable" }),
        { enableHighAccuracy: true, timeout: timeoutMs, maximumAge: maximumAgeMs },
      );
    },
    close() {
      search += 1;
      cell.set({ type: "closed" });
    },
    send() {
      const state = cell.get();
      if (state.type !== "found") return;
      const { latitude, longitude } = state.location;
      chat.sendLocation({ latitude, longitude });
      this.close();
    },
  };
}

/** By the codes of a GeolocationPositionError. */
const reasons: Readonly<Record<number, "denied" | "timeout" | "unavailable">> = {
  1: "denied",
  2: "unavailable",
  3: "timeout",
};

/** Six decimals are about ten centimetres. More would only look as if it were known. */
function toFound({ latitude, longitude, accuracy }: Found): Found {
  const round = (degrees: number): number => Number(degrees.toFixed(6));
  return { latitude: round(latitude), longitude: round(longitude), accuracy };
}

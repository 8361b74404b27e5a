import { describe, expect, test } from "vitest";
import { createLocator } from "./locator.ts";

/** A browser that answers when the test says so. */
function browser() {
  const asked: { ok: PositionCallback; fail: PositionErrorCallback }[] = [];
  return {
    getCurrentPosition: (ok: PositionCallback, fail: PositionErrorCallback) => void asked.push({ ok, fail }),
    find: (index: number, coords: object) => asked[index]?.ok({ coords } as GeolocationPosition),
    fail: (index: number, code: number) => asked[index]?.fail({ code } as GeolocationPositionError),
    asked,
  };
}

function start(geolocation: ReturnType<typeof browser> | undefined = browser()) {
  const sent: object[] = [];
  return { sent, locator: createLocator({ sendLocation: (location) => sent.push(location) }, () => geolocation) };
}

const brest = { latitude: 48.382912345, longitude: -4.495087654, accuracy: 31.7 };

describe("the visitor's location", () => {
  test("is asked of the browser at a press only, shown, and sent at a second press", () => {
    const geolocation = browser();
    const { locator, sent } = start(geolocation);
    expect(geolocation.asked).toHaveLength(0);
    locator.search();
    expect(locator.get()).toEqual({ type: "searching" });
    geolocation.find(0, brest);
    expect(locator.get()).toEqual({
      type: "found",
      location: { latitude: 48.382912, longitude: -4.495088, accuracy: 31.7 },
    });
    expect(sent).toEqual([]);
    locator.send();
    locator.send();
    expect(sent).toEqual([{ latitude: 48.382912, longitude: -4.495088 }]);
    expect(locator.get()).toEqual({ type: "closed" });
  });

  test.each([
    [1, "denied"],
    [2, "unavailable"],
    [3, "timeout"],
    [99, "unavailable"],
  ] as const)("that the browser refuses with code %i is %s, and can be tried again", (code, why) => {
    const geolocation = browser();
    const { locator, sent } = start(geolocation);
    locator.search();
    geolocation.fail(0, code);
    expect(locator.get()).toEqual({ type: "failed", why });
    locator.send();
    locator.search();
    geolocation.find(1, brest);
    expect(locator.get().type).toBe("found");
    expect(sent).toEqual([]);
  });

  test("that comes after the visitor has closed it, or asked again, opens and changes nothing", () => {
    const geolocation = browser();
    const { locator } = start(geolocation);
    locator.search();
    locator.close();
    geolocation.find(0, brest);
    expect(locator.get()).toEqual({ type: "closed" });
    locator.search();
    locator.search();
    geolocation.fail(1, 1);
    expect(locator.get()).toEqual({ type: "searching" });
  });

  test("cannot be told by a browser without geolocation", () => {
    const sent: object[] = [];
    const locator = createLocator({ sendLocation: (location) => sent.push(location) }, () => undefined);
    locator.search();
    expect(locator.get()).toEqual({ type: "failed", why: "missing" });
  });
});

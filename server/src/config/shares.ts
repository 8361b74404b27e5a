import { settings } from "./schema.ts";

/** How the places of one process are shared, so that nobody takes all of them. */
export type Shares = {
  storiesUnderWay: number;
  storiesPerConnector: number;
  storiesPerNetwork: number;
  deliveriesUnderWay: number;
  deliveriesPerConnector: number;
  deliveriesPerKind: number;
};

type Given = Partial<Shares> & { storiesAtOnce: number };

/** A story that waits holds no place. So many may be under way for each place that those who wait use no end of memory. */
const storiesPerPlace = 32;

/** What is not given follows from what is: a smaller whole has smaller parts. */
export function sharesOf(given: Given): Shares {
  const { storiesUnderWay = given.storiesAtOnce * storiesPerPlace } = given;
  const { storiesPerConnector = part(storiesUnderWay, 2) } = given;
  const { storiesPerNetwork = Math.min(storiesPerConnector, part(storiesUnderWay, 8)) } = given;
  const { deliveriesUnderWay = settings.deliveriesUnderWay.default } = given;
  const { deliveriesPerConnector = Math.min(deliveriesUnderWay, settings.deliveriesPerConnector.default) } = given;
  const { deliveriesPerKind = Math.min(deliveriesPerConnector, settings.deliveriesPerKind.default) } = given;
  return {
    storiesUnderWay,
    storiesPerConnector,
    storiesPerNetwork,
    deliveriesUnderWay,
    deliveriesPerConnector,
    deliveriesPerKind,
  };
}

function part(whole: number, of: number): number {
  return Math.max(1, Math.floor(whole / of));
}

/** Names of two settings of which the first must not be more than the second. */
export const smallerShares = [
  ["storiesAtOnce", "storiesUnderWay"],
  ["storiesPerConnector", "storiesUnderWay"],
  ["storiesPerNetwork", "storiesPerConnector"],
  ["deliveriesPerConnector", "deliveriesUnderWay"],
  ["deliveriesPerKind", "deliveriesPerConnector"],
] as const;

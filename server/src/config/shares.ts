import { settings } from "./schema.ts";

/** How the places of one process are shared, so that nobody takes all of them. */
export type Shares = {
  maxStories: number;
  storiesPerConnector: number;
  storiesPerNetwork: number;
  maxDeliveries: number;
  deliveriesPerConnector: number;
  deliveriesPerKind: number;
};

type Given = Partial<Shares> & { storiesAtOnce: number };

/** A story that waits holds no place. So many may be under way for each place that those who wait use no end of memory. */
const storiesPerSlot = 32;

/** What is not given follows from what is: a smaller whole has smaller parts. */
export function sharesOf(given: Given): Shares {
  const { maxStories = given.storiesAtOnce * storiesPerSlot } = given;
  const { storiesPerConnector = part(maxStories, 2) } = given;
  const { storiesPerNetwork = Math.min(storiesPerConnector, part(maxStories, 8)) } = given;
  const { maxDeliveries = settings.maxDeliveries.default } = given;
  const { deliveriesPerConnector = Math.min(maxDeliveries, settings.deliveriesPerConnector.default) } = given;
  const { deliveriesPerKind = Math.min(deliveriesPerConnector, settings.deliveriesPerKind.default) } = given;
  return {
    maxStories,
    storiesPerConnector,
    storiesPerNetwork,
    maxDeliveries,
    deliveriesPerConnector,
    deliveriesPerKind,
  };
}

function part(whole: number, of: number): number {
  return Math.max(1, Math.floor(whole / of));
}

/** Names of two settings of which the first must not be more than the second. */
export const smallerShares = [
  ["storiesAtOnce", "maxStories"],
  ["storiesPerConnector", "maxStories"],
  ["storiesPerNetwork", "storiesPerConnector"],
  ["deliveriesPerConnector", "maxDeliveries"],
  ["deliveriesPerKind", "deliveriesPerConnector"],
] as const;

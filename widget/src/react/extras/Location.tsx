import type { MapLocation } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Icon } from "#react/Icon.tsx";
import { Link } from "#react/message/Link.tsx";
import { safeUrl } from "#react/message/safe-url.ts";
import { useExtraText } from "./extra-text.ts";

/** A location by name and address. The map is only a link: its server learns of the visitor when they follow it, not before. */
export function Location({ location }: { location: MapLocation }): ReactNode {
  const t = useExtraText();
  return (
    <div className="causerie-card causerie-location" part="card location">
      <div className="causerie-location-head">
        <span className="causerie-pin" aria-hidden="true">
          <Icon name="pin" />
        </span>
        <div className="causerie-location-text" dir="auto">
          <p className="causerie-card-title">{location.title}</p>
          {location.address !== undefined && <p className="causerie-card-subtitle">{location.address}</p>}
        </div>
      </div>
      <Link className="causerie-button" part="button" href={mapUrl(location)}>
        <span>{t("openMap")}</span>
        <span className="causerie-sr">{` ${location.title}`}</span>
      </Link>
    </div>
  );
}

/** The location's own address on the web, else a map that needs no account and no key. */
export function mapUrl({ url = "", latitude, longitude }: MapLocation): string {
  const own = url === "" ? undefined : safeUrl(url);
  return own ?? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}

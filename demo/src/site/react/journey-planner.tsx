import { useState } from "react";
import { en } from "#bot/words.en.ts";
import { dayBefore } from "#railway/day-names.ts";
import { formatPrice, ticketBetween } from "#railway/fares.ts";
import { addDays, formatTime, type LocalTime, toLocalTime } from "#railway/local-time.ts";
import { type Station, type StationId, stationOf, stations } from "#railway/railway.ts";
import { nextDepartures } from "#railway/timetable.ts";

/** The next trains between two stations, and what they cost. */
export function JourneyPlanner() {
  const [from, setFrom] = useState<StationId>("port-clement");
  const [to, setTo] = useState<StationId>("hautepierre");
  const [openedAt] = useState(Date.now);
  return (
    <div className="prose">
      <p className="eyebrow">Timetable</p>
      <h1>Plan a journey</h1>
      <p className="lead">Choose two stations. If the times raise a question, Aubri is beside you.</p>
      <div className="panel planner">
        <div className="fields">
          <StationField label="From" value={from} onChange={setFrom} />
          <StationField label="To" value={to} onChange={setTo} />
        </div>
        <div aria-live="polite">
          {from === to ? (
            <p>You are there already. Choose another station.</p>
          ) : (
            <Trains from={stationOf(from)} to={stationOf(to)} now={toLocalTime(openedAt)} />
          )}
        </div>
      </div>
    </div>
  );
}

type StationFieldProps = { label: string; value: StationId; onChange: (id: StationId) => void };

function StationField({ label, value, onChange }: StationFieldProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value as StationId)}>
        {stations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Trains({ from, to, now }: { from: Station; to: Station; now: LocalTime }) {
  const ticket = ticketBetween(from, to);
  return (
    <>
      <ol className="trains">
        {nextDepartures(from, to, now, 5).map(({ inDays, departs, arrives }) => (
          <li key={`${inDays}-${departs}`}>
            <strong>{formatTime(departs)}</strong>
            <span>arrives {formatTime(arrives)}</span>
            <span>
              {dayBefore({ inDays, day: addDays(now.day, inDays) }, "en")}
              {arrives - departs} min
            </span>
          </li>
        ))}
      </ol>
      <p className="total">
        <span>{en.tickets[ticket.id].title}</span>
        <span>{formatPrice(ticket.price, "en")}</span>
      </p>
    </>
  );
}

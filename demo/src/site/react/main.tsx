import { createRoot } from "react-dom/client";
import { Help } from "./help.tsx";
import { JourneyPlanner } from "./journey-planner.tsx";

const place = document.querySelector("#journey");
if (place !== null) {
  createRoot(place).render(
    <div className="journey">
      <JourneyPlanner />
      <div className="chat-box">
        <Help />
      </div>
    </div>,
  );
}

-- To whom a conversation that waits is offered, until when, and who has let it pass: a JSON object.
ALTER TABLE desk_case ADD COLUMN offer TEXT;

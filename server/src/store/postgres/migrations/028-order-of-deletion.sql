-- First what turns of the person's other sides write, then what their messages write: a group of writers that has done the one may wait
-- for the other, and a deletion that had them the other way round would wait for the group.
CREATE OR REPLACE FUNCTION delete_person(connector text, person text) RETURNS void LANGUAGE sql AS $$
  DELETE FROM person_member WHERE connector_id = connector AND user_id = person;
  DELETE FROM alias WHERE connector_id = connector AND user_id = person;
  DELETE FROM blocked WHERE connector_id = connector AND user_id = person
$$;

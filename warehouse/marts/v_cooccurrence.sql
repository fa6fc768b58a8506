-- One row per pair of entities that some document mentions together. Copies count once.
with places as (
  select
    document_id,
    entity_id,
    list_distinct(list(sentence_index)) as sentences,
  from mentions
  join documents using (document_id)
  where entity_id is not null and duplicate_of is null
  group by document_id, entity_id
),
pairs as (
  select
    one.entity_id as entity_id,
    other.entity_id as other_entity_id,
    count(*) as documents,
    sum(len(list_intersect(one.sentences, other.sentences)))::bigint as sentences,
  from places as one
  join places as other using (document_id)
  where one.entity_id < other.entity_id
  group by one.entity_id, other.entity_id
)
select
  entity_id, -- One of the two; pairs are listed once, the smaller id first.
  entities.name as entity, -- Its name.
  entities.entity_type, -- Its OntoNotes type.
  other_entity_id, -- The other one.
  others.name as other_entity, -- Its name.
  others.entity_type as other_entity_type, -- Its OntoNotes type.
  documents, -- Documents that mention both.
  sentences, -- Sentences that mention both.
from pairs
join entities using (entity_id)
join entities as others on others.entity_id = other_entity_id

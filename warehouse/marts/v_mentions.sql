-- One row per mention, with the entity it refers to and the document it stands in.
select
  mention_id, -- Stable id of the mention.
  mentions.text, -- The words of the mention.
  entities.name as entity, -- Name of the entity it refers to, null when it has none.
  coalesce(entity_type, label) as entity_type, -- OntoNotes type: PERSON, ORG, GPE ….
  entity_id, -- The entity it refers to, or null.
  mention_type, -- name, title, nominal or pronoun.
  title, -- Headline of the document.
  publisher, -- Who published the document.
  published_at, -- When the document was published, in UTC.
  url, -- Address of the document.
  source_path, -- Path of the document inside its collection.
  collection, -- The name of the folder that was ingested.
  document_id, -- The document it stands in.
  sentence_index, -- Sentence of the document, from 0.
  start_char, -- First character in documents.text, from 0.
  end_char, -- One past the last character.
  duplicate_of is not null as is_copy, -- Whether the document is a copy of another.
  confidence, -- How sure the mention is, 0 to 1.
from mentions
join documents using (document_id)
left join entities using (entity_id)

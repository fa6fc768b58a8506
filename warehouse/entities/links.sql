-- Everything that points at an entity follows its cluster. Only rows that change are written. A
-- speaker that people take for no entity is shown as written.
update main.clusters as stored
set entity_id = fresh.entity_id
from (
  select cluster_id, resolved.entity_id
  from main.clusters
  left join resolved using (cluster_id)
  where clusters.entity_id is distinct from resolved.entity_id
) as fresh
where stored.cluster_id = fresh.cluster_id;

update main.mentions as stored
set entity_id = fresh.entity_id
from (
  select mention_id, resolved.entity_id
  from main.mentions
  left join resolved using (cluster_id)
  where mentions.entity_id is distinct from resolved.entity_id
) as fresh
where stored.mention_id = fresh.mention_id;

update main.roles as stored
set entity_id = fresh.entity_id
from (
  select mention_id, resolved.entity_id
  from main.roles
  left join resolved using (cluster_id)
  where roles.entity_id is distinct from resolved.entity_id
) as fresh
where stored.mention_id = fresh.mention_id;

update main.quote_speakers as stored
set entity_id = fresh.entity_id
from (
  select quote_id, cluster_id, resolved.entity_id
  from main.quote_speakers
  left join resolved using (cluster_id)
  where quote_speakers.entity_id is distinct from resolved.entity_id
) as fresh
where stored.quote_id = fresh.quote_id and stored.cluster_id = fresh.cluster_id;

update main.quote_entities as stored
set entity_id = fresh.entity_id
from (
  select quote_id, mention_id, mentions.entity_id
  from main.quote_entities
  left join main.mentions using (mention_id)
  where quote_entities.entity_id is distinct from mentions.entity_id
) as fresh
where stored.quote_id = fresh.quote_id and stored.mention_id = fresh.mention_id;

update main.quotes as stored
set speaker_id = fresh.entity_id, speaker_name = fresh.known_name
from (
  select
    quote_id,
    resolved.entity_id,
    case
      when ignored.cluster_id is null then coalesce(entities.name, speaker_name)
    end as known_name,
  from main.quotes
  left join resolved on resolved.cluster_id = speaker_cluster_id
  left join main.entities on entities.entity_id = resolved.entity_id
  left join ignored on ignored.cluster_id = speaker_cluster_id
  where speaker_id is distinct from resolved.entity_id
    or speaker_name is distinct from known_name
) as fresh
where stored.quote_id = fresh.quote_id;

update main.quotes as stored
set speaker_of_id = fresh.entity_id, speaker_of = fresh.known_name
from (
  select
    quote_id,
    resolved.entity_id,
    case
      when ignored.cluster_id is null then coalesce(entities.name, speaker_of)
    end as known_name,
  from main.quotes
  left join resolved on resolved.cluster_id = speaker_of_cluster_id
  left join main.entities on entities.entity_id = resolved.entity_id
  left join ignored on ignored.cluster_id = speaker_of_cluster_id
  where speaker_of_cluster_id is not null
    and (
      speaker_of_id is distinct from resolved.entity_id
      or speaker_of is distinct from known_name
    )
) as fresh
where stored.quote_id = fresh.quote_id;

update main.quotes as stored
set candidate_id = fresh.entity_id
from (
  select quote_id, resolved.entity_id
  from main.quotes
  left join resolved on resolved.cluster_id = candidate_cluster_id
  where candidate_cluster_id is not null and candidate_id is distinct from resolved.entity_id
) as fresh
where stored.quote_id = fresh.quote_id;

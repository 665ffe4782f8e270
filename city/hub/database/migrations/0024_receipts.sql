-- What an answer says, sealed to its service like the words of visitors: for the agents who go on with it, and for a new
-- receipt. `copy_key` names the key; both are null for answers of the hub itself and of earlier versions.
alter table sent_answer add column copy text;
alter table sent_answer add column copy_key text;

-- What more exactly was done, where `action` alone does not say it: `receipt`, `new-receipt`, `callback`, `no-answer`…
alter table journal add column what text;
create index journal_of_request on journal (tenant, request, at);

-- Answers leave every kiosk after twelve months; that one was sent stays known.
alter table sent_answer add column taken_back boolean not null default false;
create index sent_answer_by_day on sent_answer (answered_on) where not taken_back;

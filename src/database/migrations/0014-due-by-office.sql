-- Lists of what is due ask for one office. Where an index begins with the day it holds every office's rows of that day side
-- by side: among five million duties of a thousand offices, Today read 190 pages by the primary key instead of 130, in four
-- times the time.
drop index wellside.duty_by_due;
create index duty_by_due on wellside.duty (office, due);
drop index wellside.outcome_by_due;
create index outcome_by_due on wellside.outcome (office, due);

CREATE TABLE IF NOT EXISTS public.tb_pggit_resolution (
    resolution varchar(32) CONSTRAINT tb_pggit_resolution_pkey PRIMARY KEY,
    fits_outcomes text[] NOT NULL,
    holds_back boolean NOT NULL DEFAULT false,
    call text NOT NULL,
    position integer NOT NULL,
    description text NOT NULL
);
COMMENT ON TABLE public.tb_pggit_resolution IS 'The ways to resolve a conflict; each is one call.';
COMMENT ON COLUMN public.tb_pggit_resolution.resolution IS
'What pggit_resolve_conflict() and tb_pggit_conflict call it.';
COMMENT ON COLUMN public.tb_pggit_resolution.fits_outcomes IS 'The outcomes of conflicts to which it is suggested.';
COMMENT ON COLUMN public.tb_pggit_resolution.holds_back IS
'Whether the intent that is not apply_first cannot be marked merged while the one that is, is active.';
COMMENT ON COLUMN public.tb_pggit_resolution.call IS
'The call, as format() completes it: 1 is the conflict''s number, 2 the newcomer, 3 the one that was there, 4 the '
'one to go first.';
COMMENT ON COLUMN public.tb_pggit_resolution.position IS 'The order in which they are suggested.';
COMMENT ON COLUMN public.tb_pggit_resolution.description IS 'What it means.';

INSERT INTO public.tb_pggit_resolution (resolution, fits_outcomes, holds_back, call, position, description) VALUES
('one_after_the_other', ARRAY['ordered', 'divergent'], true,
 'pggit_resolve_conflict(%1$s, ''why'', resolution => ''one_after_the_other'', apply_first => %4$L)', 10,
 'Both stay as declared; the one that is not apply_first waits, '
 'and cannot be marked merged before the other has ended.'),
('scope_changed', ARRAY['divergent', 'incompatible', 'ordered', 'unproven'], false,
 'pggit_amend_intent(%2$L, ARRAY[''other DDL''])', 20,
 'One side declares something else. An amendment after which they no longer collide records this by itself.'),
('risk_accepted', ARRAY['compatible'], false,
 'pggit_resolve_conflict(%1$s, ''why'', resolution => ''risk_accepted'')', 30,
 'Both stay as declared, in any order.'),
('joined_forces', ARRAY['incompatible'], false,
 'pggit_merge_intents(ARRAY[%3$L, %2$L], ''agent'', ''feature'')', 40,
 'The two become one intent. pggit_merge_intents() records this by itself.')
ON CONFLICT ON CONSTRAINT tb_pggit_resolution_pkey DO NOTHING;

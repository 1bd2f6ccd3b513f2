-- HF-QOFPLUS: NHS Hammersmith and Fulham QOF+
-- Version 1.0, 1 April 2009 to 31 March 2010.
-- Written by schemec 0.0.0 for DuckDB. Change the scheme, not this file.
-- Reads the tables practices, patients, registrations and events, each once.
-- events holds a row for each coded entry and, where they are known, each issue of a medicine: an entry on its day,
--   without a value. Where entries are in a table coded_entries, and issues in another, medications, run this first:
--   CREATE VIEW events AS
--   SELECT patient_id, code_system, code, event_date, recorded_on,
--     value, second_value, unit, consultation_id, provider
--   FROM coded_entries
--   UNION ALL
--   SELECT patient_id, code_system, code, issued_on, recorded_on,
--     NULL, NULL, NULL, consultation_id, provider
--   FROM medications;
-- It gives the counts of each practice and then its work list.
-- The run speaks of reference_date: events after it do not exist. If not set, it is the scheme's last day.
--   reporting_clock is 'year end' if it is not set; 'today' lets year end be no later than reference_date. To set
--   them, run this first, with your own day:
--   SET VARIABLE reference_date = DATE '2010-03-31';
--   SET VARIABLE reporting_clock = 'today';
-- Code lists:
--   HYP_COD: release 2009-04, synthetic, 4 codes, codes/hyp.csv
--   HYPRES_COD: release 2009-04, synthetic, 2 codes, codes/hypres.csv
--   CHD_COD: release 2009-04, synthetic, 4 codes, codes/chd.csv
--   DM_COD: release 2009-04, synthetic, 3 codes, codes/dm.csv
--   DMRES_COD: release 2009-04, synthetic, 1 code, codes/dmres.csv
--   MH_COD: release 2009-04, synthetic, 3 codes, codes/mh.csv
--   MHREM_COD: release 2009-04, synthetic, 1 code, codes/mhrem.csv
--   STRK_COD: release 2009-04, synthetic, 2 codes, codes/strk.csv
--   PAD_COD: release 2009-04, synthetic, 2 codes, codes/pad.csv
--   BP_COD: release 2009-04, synthetic, 3 codes, codes/bp.csv
--   HYPINV_COD: release 2009-04, synthetic, 3 codes, codes/hypinv.csv
--   HYPUNS_COD: release 2009-04, synthetic, 1 code, codes/hypuns.csv
--   HYPDIS_COD: release 2009-04, synthetic, 1 code, codes/hypdis.csv
--   CHDINV_COD: release 2009-04, synthetic, 3 codes, codes/chdinv.csv
--   CHDUNS_COD: release 2009-04, synthetic, 1 code, codes/chduns.csv
--   CHDDIS_COD: release 2009-04, synthetic, 1 code, codes/chddis.csv
--   HBA1C_COD: release 2009-04, synthetic, 2 codes, codes/hba1c.csv
--   DMINV_COD: release 2009-04, synthetic, 3 codes, codes/dminv.csv
--   DMUNS_COD: release 2009-04, synthetic, 1 code, codes/dmuns.csv
--   DMDIS_COD: release 2009-04, synthetic, 1 code, codes/dmdis.csv
--   NOCX_COD: release 2009-04, synthetic, 2 codes, codes/nocx.csv
--   SMEAR_COD: release 2009-04, synthetic, 3 codes, codes/smear.csv
--   CSINV_COD: release 2009-04, synthetic, 3 codes, codes/csinv.csv
--   CSUNS_COD: release 2009-04, synthetic, 1 code, codes/csuns.csv
--   CSDIS_COD: release 2009-04, synthetic, 1 code, codes/csdis.csv
--   MHREV_COD: release 2009-04, synthetic, 2 codes, codes/mhrev.csv
--   MHINV_COD: release 2009-04, synthetic, 3 codes, codes/mhinv.csv
--   MHUNS_COD: release 2009-04, synthetic, 1 code, codes/mhuns.csv
--   MHDIS_COD: release 2009-04, synthetic, 1 code, codes/mhdis.csv
--   FAST_COD: release 2009-04, synthetic, 1 code, codes/fast.csv
--   AUDITC_COD: release 2009-04, synthetic, 1 code, codes/auditc.csv
--   ALCUNS_COD: release 2009-04, synthetic, 1 code, codes/alcuns.csv
--   ALCPOS_COD: release 2009-04, synthetic, 2 codes, codes/alcpos.csv
--   ALCBI_COD: release 2009-04, synthetic, 2 codes, codes/alcbi.csv
--   CVDRISK_COD: release 2009-04, synthetic, 2 codes, codes/cvdrisk.csv
--   CVDINV_COD: release 2009-04, synthetic, 3 codes, codes/cvdinv.csv
--   CVDUNS_COD: release 2009-04, synthetic, 1 code, codes/cvduns.csv
--   PREG_COD: release 2009-04, synthetic, 3 codes, codes/preg.csv
--   SMOK_COD: release 2009-04, synthetic, 3 codes, codes/smok.csv
--   EXSMOK_COD: release 2009-04, synthetic, 2 codes, codes/exsmok.csv
--   STOPREF_COD: release 2009-04, synthetic, 2 codes, codes/stopref.csv
--   SMPUNS_COD: release 2009-04, synthetic, 1 code, codes/smpuns.csv
--   BFSTATUS_COD: release 2009-04, synthetic, 3 codes, codes/bfstatus.csv
--   BFUNS_COD: release 2009-04, synthetic, 1 code, codes/bfuns.csv
--   TBCOUNTRY_COD: release 2009-04, synthetic, 2 codes, codes/tbcountry.csv
--   TBSCREEN_COD: release 2009-04, synthetic, 3 codes, codes/tbscreen.csv
--   TBINV_COD: release 2009-04, synthetic, 3 codes, codes/tbinv.csv
--   TBUNS_COD: release 2009-04, synthetic, 1 code, codes/tbuns.csv
--   ETH_COD: release 2009-04, synthetic, 6 codes, codes/eth.csv

SET VARIABLE reference_date = COALESCE(CAST(getvariable('reference_date') AS DATE), DATE '2010-03-31');
SET VARIABLE reporting_clock = COALESCE(getvariable('reporting_clock'), 'year end');
SET VARIABLE year_end = CASE getvariable('reporting_clock')
  WHEN 'today'
  THEN LEAST(getvariable('reference_date'), DATE '2010-03-31')
  WHEN 'year end'
  THEN DATE '2010-03-31'
  ELSE error('reporting_clock is neither ''year end'' nor ''today''')
END;
SET VARIABLE census_day = LEAST(getvariable('reference_date'), DATE '2010-03-31');

-- One row for each registered patient: the practice, and the answers to all questions as bits of whole numbers
--   (question 1 is bit 0 of facts_1). Each table of the records is read once.
CREATE OR REPLACE TEMP TABLE people AS
WITH
-- The codes of each list.
code_lists AS (
  SELECT
    'HYP_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-HYP-001', 'SYN-HYP-002', 'SYN-HYP-003', 'SYN-HYP-004']) AS code
  UNION ALL
  SELECT
    'HYPRES_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-HYPRES-001', 'SYN-HYPRES-002']) AS code
  UNION ALL
  SELECT
    'CHD_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CHD-001', 'SYN-CHD-002', 'SYN-CHD-003', 'SYN-CHD-004']) AS code
  UNION ALL
  SELECT
    'DM_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-DM-001', 'SYN-DM-002', 'SYN-DM-003']) AS code
  UNION ALL
  SELECT
    'DMRES_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-DMRES-001']) AS code
  UNION ALL
  SELECT
    'MH_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-MH-001', 'SYN-MH-002', 'SYN-MH-003']) AS code
  UNION ALL
  SELECT
    'MHREM_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-MHREM-001']) AS code
  UNION ALL
  SELECT
    'STRK_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-STRK-001', 'SYN-STRK-002']) AS code
  UNION ALL
  SELECT
    'PAD_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-PAD-001', 'SYN-PAD-002']) AS code
  UNION ALL
  SELECT
    'BP_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-BP-001', 'SYN-BP-002', 'SYN-BP-003']) AS code
  UNION ALL
  SELECT
    'HYPINV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-HYPINV-001', 'SYN-HYPINV-002', 'SYN-HYPINV-003']) AS code
  UNION ALL
  SELECT
    'HYPUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-HYPUNS-001']) AS code
  UNION ALL
  SELECT
    'HYPDIS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-HYPDIS-001']) AS code
  UNION ALL
  SELECT
    'CHDINV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CHDINV-001', 'SYN-CHDINV-002', 'SYN-CHDINV-003']) AS code
  UNION ALL
  SELECT
    'CHDUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CHDUNS-001']) AS code
  UNION ALL
  SELECT
    'CHDDIS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CHDDIS-001']) AS code
  UNION ALL
  SELECT
    'HBA1C_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-HBA1C-001', 'SYN-HBA1C-002']) AS code
  UNION ALL
  SELECT
    'DMINV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-DMINV-001', 'SYN-DMINV-002', 'SYN-DMINV-003']) AS code
  UNION ALL
  SELECT
    'DMUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-DMUNS-001']) AS code
  UNION ALL
  SELECT
    'DMDIS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-DMDIS-001']) AS code
  UNION ALL
  SELECT
    'NOCX_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-NOCX-001', 'SYN-NOCX-002']) AS code
  UNION ALL
  SELECT
    'SMEAR_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-SMEAR-001', 'SYN-SMEAR-002', 'SYN-SMEAR-003']) AS code
  UNION ALL
  SELECT
    'CSINV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CSINV-001', 'SYN-CSINV-002', 'SYN-CSINV-003']) AS code
  UNION ALL
  SELECT
    'CSUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CSUNS-001']) AS code
  UNION ALL
  SELECT
    'CSDIS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CSDIS-001']) AS code
  UNION ALL
  SELECT
    'MHREV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-MHREV-001', 'SYN-MHREV-002']) AS code
  UNION ALL
  SELECT
    'MHINV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-MHINV-001', 'SYN-MHINV-002', 'SYN-MHINV-003']) AS code
  UNION ALL
  SELECT
    'MHUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-MHUNS-001']) AS code
  UNION ALL
  SELECT
    'MHDIS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-MHDIS-001']) AS code
  UNION ALL
  SELECT
    'FAST_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-FAST-001']) AS code
  UNION ALL
  SELECT
    'AUDITC_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-AUDITC-001']) AS code
  UNION ALL
  SELECT
    'ALCUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-ALCUNS-001']) AS code
  UNION ALL
  SELECT
    'ALCPOS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-ALCPOS-001', 'SYN-ALCPOS-002']) AS code
  UNION ALL
  SELECT
    'ALCBI_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-ALCBI-001', 'SYN-ALCBI-002']) AS code
  UNION ALL
  SELECT
    'CVDRISK_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CVDRISK-001', 'SYN-CVDRISK-002']) AS code
  UNION ALL
  SELECT
    'CVDINV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CVDINV-001', 'SYN-CVDINV-002', 'SYN-CVDINV-003']) AS code
  UNION ALL
  SELECT
    'CVDUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-CVDUNS-001']) AS code
  UNION ALL
  SELECT
    'PREG_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-PREG-001', 'SYN-PREG-002', 'SYN-PREG-003']) AS code
  UNION ALL
  SELECT
    'SMOK_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-SMOK-001', 'SYN-SMOK-002', 'SYN-SMOK-003']) AS code
  UNION ALL
  SELECT
    'EXSMOK_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-EXSMOK-001', 'SYN-EXSMOK-002']) AS code
  UNION ALL
  SELECT
    'STOPREF_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-STOPREF-001', 'SYN-STOPREF-002']) AS code
  UNION ALL
  SELECT
    'SMPUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-SMPUNS-001']) AS code
  UNION ALL
  SELECT
    'BFSTATUS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-BFSTATUS-001', 'SYN-BFSTATUS-002', 'SYN-BFSTATUS-003']) AS code
  UNION ALL
  SELECT
    'BFUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-BFUNS-001']) AS code
  UNION ALL
  SELECT
    'TBCOUNTRY_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-TBCOUNTRY-001', 'SYN-TBCOUNTRY-002']) AS code
  UNION ALL
  SELECT
    'TBSCREEN_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-TBSCREEN-001', 'SYN-TBSCREEN-002', 'SYN-TBSCREEN-003']) AS code
  UNION ALL
  SELECT
    'TBINV_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-TBINV-001', 'SYN-TBINV-002', 'SYN-TBINV-003']) AS code
  UNION ALL
  SELECT
    'TBUNS_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-TBUNS-001']) AS code
  UNION ALL
  SELECT
    'ETH_COD' AS code_list,
    'synthetic' AS code_system,
    UNNEST(['SYN-ETH-001', 'SYN-ETH-002', 'SYN-ETH-003', 'SYN-ETH-004', 'SYN-ETH-005', 'SYN-ETH-006']) AS code
),
-- What is asked of a patient's events, each with the days it looks at:
-- 1: who have a code from HYP_COD at any time with no code from HYPRES_COD on or after the day of the latest one
-- 2: who have a code from CHD_COD at any time
-- 4: who have a code from DM_COD at any time with no code from DMRES_COD on or after the day of the latest one
-- 7: who have a code from MH_COD at any time with no code from MHREM_COD on or after the day of the latest one
-- 8: who have a code from STRK_COD at any time
-- 9: who have a code from PAD_COD at any time
-- 10: whose latest reading from BP_COD in the 9 months to year end (1 July 2009 to 31 March 2010) is 150/90 mmHg or
--   less (both numbers)
-- 12: whose earliest code from HYP_COD at any time is dated in the 3 months to year end (1 January 2010 to 31 March
--   2010)
-- 13: who have at least 3 codes from HYPINV_COD in the 12 months to year end (1 April 2009 to 31 March 2010), each at
--   least 7 days after the one before
-- 14: who have a code from HYPUNS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 15: who have a code from HYPDIS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 16: whose latest reading from BP_COD in the 15 months to year end (1 January 2009 to 31 March 2010) is 150/90 mmHg
--   or less (both numbers)
-- 17: whose earliest code from CHD_COD at any time is dated in the 3 months to year end (1 January 2010 to 31 March
--   2010)
-- 18: who have at least 3 codes from CHDINV_COD in the 12 months to year end (1 April 2009 to 31 March 2010), each at
--   least 7 days after the one before
-- 19: who have a code from CHDUNS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 20: who have a code from CHDDIS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 21: whose latest reading from HBA1C_COD in the 15 months to year end (1 January 2009 to 31 March 2010) is 7.5% or
--   less
-- 22: whose earliest code from DM_COD at any time is dated in the 3 months to year end (1 January 2010 to 31 March
--   2010)
-- 23: who have at least 3 codes from DMINV_COD in the 12 months to year end (1 April 2009 to 31 March 2010), each at
--   least 7 days after the one before
-- 24: who have a code from DMUNS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 25: who have a code from DMDIS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 26: who have a code from NOCX_COD at any time
-- 27: who have a code from SMEAR_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
-- 28: who have at least 3 codes from CSINV_COD in the 5 years to year end (1 April 2005 to 31 March 2010), each at
--   least 7 days after the one before
-- 29: who have a code from CSUNS_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
-- 30: who have a code from CSDIS_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
-- 31: who have a code from MHREV_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 32: whose earliest code from MH_COD at any time is dated in the 3 months to year end (1 January 2010 to 31 March
--   2010)
-- 33: who have at least 3 codes from MHINV_COD in the 12 months to year end (1 April 2009 to 31 March 2010), each at
--   least 7 days after the one before
-- 34: who have a code from MHUNS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 35: who have a code from MHDIS_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
-- 38: who have a code from FAST_COD in the 3 months from the day they registered
-- 39: who have a code from AUDITC_COD in the 3 months from the day they registered
-- 40: who have a code from ALCUNS_COD in the scheme year (1 April 2009 to 31 March 2010)
-- 41: who have a code from ALCPOS_COD in the scheme year (1 April 2009 to 31 March 2010)
-- 42: who have a code from ALCBI_COD in the 3 months from the day of their latest code from ALCPOS_COD in the scheme
--   year (1 April 2009 to 31 March 2010)
-- 43: whose latest code from ALCPOS_COD in the scheme year (1 April 2009 to 31 March 2010) is dated in the 3 months to
--   year end (1 January 2010 to 31 March 2010)
-- 45: who have a code from CVDRISK_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
-- 46: who have at least 3 codes from CVDINV_COD in the 12 months to year end (1 April 2009 to 31 March 2010), each at
--   least 7 days after the one before
-- 47: who have a code from CVDUNS_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
-- 48: who have a code from PREG_COD in the scheme year (1 April 2009 to 31 March 2010)
-- 49: who have a code from SMOK_COD at any time with no code from EXSMOK_COD on or after the day of the latest one
-- 50: who have a code from STOPREF_COD in the 9 months from the day of their earliest code from PREG_COD in the scheme
--   year (1 April 2009 to 31 March 2010)
-- 51: whose earliest code from PREG_COD in the scheme year (1 April 2009 to 31 March 2010) is dated in the 3 months to
--   year end (1 January 2010 to 31 March 2010)
-- 52: who have a code from SMPUNS_COD in the scheme year (1 April 2009 to 31 March 2010)
-- 54: who have a code from BFSTATUS_COD from 6 weeks to 8 weeks after the day they were born
-- 55: who have a code from BFUNS_COD at any time
-- 57: who have a code from TBCOUNTRY_COD at any time
-- 59: who have a code from TBSCREEN_COD in the 6 months from the day they registered
-- 60: who have at least 3 codes from TBINV_COD in the 18 months to year end (1 October 2008 to 31 March 2010), each at
--   least 7 days after the one before
-- 61: who have a code from TBUNS_COD at any time
-- 62: who have a code from ETH_COD at any time
-- 63: the day of their latest code from ALCPOS_COD in the scheme year (1 April 2009 to 31 March 2010)
-- 64: the day of their earliest code from PREG_COD in the scheme year (1 April 2009 to 31 March 2010)
questions AS (
  SELECT
    CAST(question AS INT) AS question,
    CAST(code_list AS TEXT) AS code_list,
    CAST(first_day AS DATE) AS first_day,
    CAST(last_day AS DATE) AS last_day,
    CAST(weight AS BIGINT) AS weight,
    CAST(rank AS BIGINT) AS rank,
    CAST(keeps_day AS BOOLEAN) AS keeps_day
  FROM (VALUES
    (1, 'HYP_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 1, NULL),
    (1, 'HYPRES_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 2, NULL),
    (2, 'CHD_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (4, 'DM_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 1, NULL),
    (4, 'DMRES_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 2, NULL),
    (7, 'MH_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 1, NULL),
    (7, 'MHREM_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 2, NULL),
    (8, 'STRK_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (9, 'PAD_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (
      10,
      'BP_COD',
      CAST(getvariable('year_end') - INTERVAL '9' MONTH AS DATE) + 1,
      getvariable('year_end'),
      9600008,
      1,
      NULL
    ),
    (12, 'HYP_COD', DATE '0001-01-01', getvariable('reference_date'), -4, 1, NULL),
    (
      13,
      'HYPINV_COD',
      CAST(getvariable('year_end') - INTERVAL '12' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      TRUE
    ),
    (
      14,
      'HYPUNS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (
      15,
      'HYPDIS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (
      16,
      'BP_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      9600008,
      1,
      NULL
    ),
    (17, 'CHD_COD', DATE '0001-01-01', getvariable('reference_date'), -4, 1, NULL),
    (
      18,
      'CHDINV_COD',
      CAST(getvariable('year_end') - INTERVAL '12' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      TRUE
    ),
    (
      19,
      'CHDUNS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (
      20,
      'CHDDIS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (
      21,
      'HBA1C_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      4,
      1,
      NULL
    ),
    (22, 'DM_COD', DATE '0001-01-01', getvariable('reference_date'), -4, 1, NULL),
    (
      23,
      'DMINV_COD',
      CAST(getvariable('year_end') - INTERVAL '12' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      TRUE
    ),
    (
      24,
      'DMUNS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (
      25,
      'DMDIS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (26, 'NOCX_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (27, 'SMEAR_COD', CAST(getvariable('year_end') - INTERVAL '5' YEAR AS DATE) + 1, getvariable('year_end'), 0, 1, NULL),
    (28, 'CSINV_COD', CAST(getvariable('year_end') - INTERVAL '5' YEAR AS DATE) + 1, getvariable('year_end'), 0, 1, TRUE),
    (29, 'CSUNS_COD', CAST(getvariable('year_end') - INTERVAL '5' YEAR AS DATE) + 1, getvariable('year_end'), 0, 1, NULL),
    (30, 'CSDIS_COD', CAST(getvariable('year_end') - INTERVAL '5' YEAR AS DATE) + 1, getvariable('year_end'), 0, 1, NULL),
    (
      31,
      'MHREV_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (32, 'MH_COD', DATE '0001-01-01', getvariable('reference_date'), -4, 1, NULL),
    (
      33,
      'MHINV_COD',
      CAST(getvariable('year_end') - INTERVAL '12' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      TRUE
    ),
    (
      34,
      'MHUNS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (
      35,
      'MHDIS_COD',
      CAST(getvariable('year_end') - INTERVAL '15' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (38, 'FAST_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, TRUE),
    (39, 'AUDITC_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, TRUE),
    (40, 'ALCUNS_COD', DATE '2009-04-01', DATE '2010-03-31', 0, 1, NULL),
    (41, 'ALCPOS_COD', DATE '2009-04-01', DATE '2010-03-31', 0, 1, NULL),
    (42, 'ALCBI_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, TRUE),
    (43, 'ALCPOS_COD', DATE '2009-04-01', DATE '2010-03-31', 4, 1, NULL),
    (
      45,
      'CVDRISK_COD',
      CAST(getvariable('year_end') - INTERVAL '5' YEAR AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      NULL
    ),
    (
      46,
      'CVDINV_COD',
      CAST(getvariable('year_end') - INTERVAL '12' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      TRUE
    ),
    (47, 'CVDUNS_COD', CAST(getvariable('year_end') - INTERVAL '5' YEAR AS DATE) + 1, getvariable('year_end'), 0, 1, NULL),
    (48, 'PREG_COD', DATE '2009-04-01', DATE '2010-03-31', 0, 1, NULL),
    (49, 'SMOK_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 1, NULL),
    (49, 'EXSMOK_COD', DATE '0001-01-01', getvariable('reference_date'), 4, 2, NULL),
    (50, 'STOPREF_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, TRUE),
    (51, 'PREG_COD', DATE '2009-04-01', DATE '2010-03-31', -4, 1, NULL),
    (52, 'SMPUNS_COD', DATE '2009-04-01', DATE '2010-03-31', 0, 1, NULL),
    (54, 'BFSTATUS_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, TRUE),
    (55, 'BFUNS_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (57, 'TBCOUNTRY_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (59, 'TBSCREEN_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, TRUE),
    (
      60,
      'TBINV_COD',
      CAST(getvariable('year_end') - INTERVAL '18' MONTH AS DATE) + 1,
      getvariable('year_end'),
      0,
      1,
      TRUE
    ),
    (61, 'TBUNS_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (62, 'ETH_COD', DATE '0001-01-01', getvariable('reference_date'), 0, 1, NULL),
    (63, 'ALCPOS_COD', DATE '2009-04-01', DATE '2010-03-31', 4, 1, NULL),
    (64, 'PREG_COD', DATE '2009-04-01', DATE '2010-03-31', -4, 1, NULL)) AS q(question, code_list, first_day, last_day, weight, rank, keeps_day)
),
-- What each code bears on.
wanted AS (
  SELECT
    c.code_system,
    c.code,
    q.question,
    q.code_list,
    q.first_day,
    q.last_day,
    q.weight,
    q.rank,
    q.keeps_day
  FROM code_lists AS c
  JOIN questions AS q
    ON c.code_list = q.code_list
),
-- The one scan of the events: those that bear on a question, each with its answer. Events in another unit, outside the
--   plausible range or with half a reading are left aside. An answer is a whole number, and it is odd where the
--   question is answered with yes. It holds the day times a weight (above 0 for the latest, below 0 for the earliest)
--   and a rank from 0 to 2 among events of that day, so that of several answers the largest counts.
seen AS (
  SELECT
    e.patient_id,
    w.question,
    CASE WHEN w.keeps_day THEN e.event_date END AS day,
    (e.event_date - DATE '2000-01-01') * w.weight + CASE
      WHEN w.question IN (10, 16)
      THEN CASE
        WHEN e.value IS NULL
        THEN 0
        WHEN e.value <= 150 AND e.second_value <= 90
        THEN 4 * (3000001 - CAST(e.value * 10000 AS BIGINT)) + 1
        ELSE 4 * (3000001 - CAST(e.value * 10000 AS BIGINT))
      END
      WHEN w.question IN (12, 17, 22, 32, 43, 51)
      THEN CASE
        WHEN e.event_date BETWEEN CAST(getvariable('year_end') - INTERVAL '3' MONTH AS DATE) + 1 AND getvariable('year_end')
        THEN 1
        ELSE 0
      END
      WHEN w.question = 21
      THEN CASE WHEN e.value IS NULL THEN 0 WHEN e.value <= 7.5 THEN 1 ELSE 0 END
      ELSE w.rank
    END AS answer
  FROM events AS e
  JOIN wanted AS w
    ON e.code_system = w.code_system AND e.code = w.code
  WHERE
    e.event_date <= getvariable('reference_date')
    AND e.event_date BETWEEN w.first_day AND w.last_day
    AND CASE w.code_list
      WHEN 'BP_COD'
      THEN (e.value IS NULL AND e.second_value IS NULL)
      OR (
        (e.unit IS NULL OR e.unit = 'mmHg') AND e.value BETWEEN 60 AND 300 AND e.second_value BETWEEN 30 AND 200
      )
      WHEN 'HBA1C_COD'
      THEN e.value IS NULL OR (
        (e.unit IS NULL OR e.unit = '%') AND e.value BETWEEN 3 AND 20
      )
      ELSE TRUE
    END
),
-- The answer that counts for each patient, to questions that weigh one event against another.
found AS (
  SELECT
    patient_id,
    question,
    day,
    MAX(answer) AS best
  FROM seen
  WHERE
    question IN (1, 4, 7, 10, 12, 13, 16, 17, 18, 21, 22, 23, 28, 32, 33, 38, 39, 42, 43, 46, 49, 50, 51, 54, 59, 60, 63, 64)
  GROUP BY
    patient_id,
    question,
    day
),
-- The patients of each practice on the census day: alive and registered. Of several registrations the latest begun
--   counts, then the smallest practice.
registered AS (
  SELECT
    r.patient_id,
    r.practice_id,
    r.start_date AS registered,
    p.birth_date,
    p.sex
  FROM (
    SELECT
      g.patient_id,
      g.practice_id,
      g.start_date,
      ROW_NUMBER() OVER (PARTITION BY g.patient_id ORDER BY g.start_date DESC, g.practice_id ASC) AS place
    FROM registrations AS g
    WHERE
      g.start_date <= getvariable('census_day') AND (
        g.end_date IS NULL OR g.end_date > getvariable('census_day')
      )
  ) AS r
  JOIN patients AS p
    ON r.patient_id = p.patient_id
  WHERE
    r.place = 1 AND (
      p.death_date IS NULL OR p.death_date > getvariable('census_day')
    )
),
-- Where days apart are counted: the first day.
apart_1 AS (
  SELECT
    patient_id,
    question,
    MIN(day) AS day
  FROM found
  WHERE
    question IN (13, 18, 23, 28, 33, 46, 60)
  GROUP BY
    patient_id,
    question
),
-- Where days apart are counted: the next day that is far enough from the one before.
apart_2 AS (
  SELECT
    t.patient_id,
    t.question,
    MIN(f.day) AS day
  FROM apart_1 AS t
  JOIN found AS f
    ON t.patient_id = f.patient_id AND t.question = f.question
  WHERE
    f.day >= CASE t.question
      WHEN 13
      THEN t.day + 7
      WHEN 18
      THEN t.day + 7
      WHEN 23
      THEN t.day + 7
      WHEN 28
      THEN t.day + 7
      WHEN 33
      THEN t.day + 7
      WHEN 46
      THEN t.day + 7
      WHEN 60
      THEN t.day + 7
    END
  GROUP BY
    t.patient_id,
    t.question
),
-- Where days apart are counted: the next day that is far enough from the one before.
apart_3 AS (
  SELECT
    t.patient_id,
    t.question,
    MIN(f.day) AS day
  FROM apart_2 AS t
  JOIN found AS f
    ON t.patient_id = f.patient_id AND t.question = f.question
  WHERE
    f.day >= CASE t.question
      WHEN 13
      THEN t.day + 7
      WHEN 18
      THEN t.day + 7
      WHEN 23
      THEN t.day + 7
      WHEN 28
      THEN t.day + 7
      WHEN 33
      THEN t.day + 7
      WHEN 46
      THEN t.day + 7
      WHEN 60
      THEN t.day + 7
    END
  GROUP BY
    t.patient_id,
    t.question
),
-- The questions that are answered with yes.
met AS (
  SELECT
    patient_id,
    question,
    1 AS best
  FROM seen
  WHERE
    question IN (2, 8, 9, 14, 15, 19, 20, 24, 25, 26, 27, 29, 30, 31, 34, 35, 40, 41, 45, 47, 48, 52, 55, 57, 61, 62)
  UNION ALL
  SELECT
    patient_id,
    question,
    best
  FROM found
  WHERE
    question IN (1, 4, 7, 10, 12, 16, 17, 21, 22, 32, 43, 49, 51, 63, 64) AND (best & 1) = 1
  UNION ALL
  SELECT
    patient_id,
    question,
    1 AS best
  FROM apart_3
  WHERE
    question IN (13, 18, 23, 28, 33, 46, 60)
),
-- All answers of one patient in one row.
answers AS (
  SELECT
    patient_id,
    BIT_OR(CASE WHEN question BETWEEN 1 AND 62 THEN CAST(1 AS BIGINT) << (question - 1) END) AS facts_1,
    MAX(CASE question WHEN 63 THEN (DATE '2000-01-01' + CAST((best - 1) // 4 AS INT)) END) AS day_63,
    MAX(CASE question WHEN 64 THEN (DATE '2000-01-01' + CAST(-((best - 1) // 4) AS INT)) END) AS day_64
  FROM met
  GROUP BY
    patient_id
),
-- Patients with what is known of them so far.
patients_1 AS (
  SELECT
    p.patient_id,
    p.practice_id,
    p.registered,
    p.birth_date,
    p.sex,
    a.day_63,
    a.day_64,
    COALESCE(a.facts_1, 0) AS facts_1
  FROM registered AS p
  LEFT JOIN answers AS a
    ON p.patient_id = a.patient_id
),
-- The found days that fall in windows which count from a day of the patient's own.
within_1 AS (
  SELECT
    f.patient_id,
    f.question,
    f.day,
    f.best
  FROM found AS f
  JOIN patients_1 AS p
    ON f.patient_id = p.patient_id
  WHERE
    f.question IN (38, 39, 42, 50, 54, 59)
    AND CASE f.question
      WHEN 38
      THEN f.day BETWEEN p.registered AND CAST(p.registered + INTERVAL '3' MONTH AS DATE) - 1
      WHEN 39
      THEN f.day BETWEEN p.registered AND CAST(p.registered + INTERVAL '3' MONTH AS DATE) - 1
      WHEN 42
      THEN f.day BETWEEN p.day_63 AND CAST(p.day_63 + INTERVAL '3' MONTH AS DATE) - 1
      WHEN 50
      THEN f.day BETWEEN p.day_64 AND CAST(p.day_64 + INTERVAL '9' MONTH AS DATE) - 1
      WHEN 54
      THEN f.day BETWEEN p.birth_date + 42 AND p.birth_date + 56
      WHEN 59
      THEN f.day BETWEEN p.registered AND CAST(p.registered + INTERVAL '6' MONTH AS DATE) - 1
      ELSE FALSE
    END
),
-- The questions that are answered with yes.
met_within_1 AS (
  SELECT
    patient_id,
    question,
    MAX(best) AS best
  FROM within_1
  GROUP BY
    patient_id,
    question
  HAVING
    (MAX(best) & 1) = 1
),
-- All answers of one patient in one row.
answers_within_1 AS (
  SELECT
    patient_id,
    BIT_OR(CAST(1 AS BIGINT) << (question - 1)) AS facts_1
  FROM met_within_1
  GROUP BY
    patient_id
),
-- What is read off the patient's own days and sex, beside the answers:
-- 3: who are aged 17 or over at year end (31 March 2010)
-- 5: who are recorded as female
-- 6: who are aged 25 to 64 at year end (31 March 2010)
-- 11: who registered with the practice in the 3 months to year end (1 January 2010 to 31 March 2010)
-- 36: who registered with the practice in the scheme year (1 April 2009 to 31 March 2010)
-- 37: who are aged 16 or over on the day they registered
-- 44: who are aged 40 to 74 at year end (31 March 2010)
-- 53: who reach 8 weeks old in the scheme year (1 April 2009 to 31 March 2010)
-- 56: who registered with the practice in the 18 months to year end (1 October 2008 to 31 March 2010)
-- 58: who registered with the practice in the 6 months to year end (1 October 2009 to 31 March 2010)
own AS (
  SELECT
    p.patient_id,
    p.practice_id,
    p.facts_1 | COALESCE(a.facts_1, 0) AS facts_1,
    p.birth_date <= CAST(getvariable('year_end') - INTERVAL '17' YEAR AS DATE) AS q3,
    p.sex = 'female' AS q5,
    p.birth_date <= CAST(getvariable('year_end') - INTERVAL '25' YEAR AS DATE)
    AND p.birth_date > CAST(getvariable('year_end') - INTERVAL '65' YEAR AS DATE) AS q6,
    p.registered BETWEEN CAST(getvariable('year_end') - INTERVAL '3' MONTH AS DATE) + 1 AND getvariable('year_end') AS q11,
    p.registered BETWEEN DATE '2009-04-01' AND DATE '2010-03-31' AS q36,
    p.birth_date <= CAST(p.registered - INTERVAL '16' YEAR AS DATE) AS q37,
    p.birth_date <= CAST(getvariable('year_end') - INTERVAL '40' YEAR AS DATE)
    AND p.birth_date > CAST(getvariable('year_end') - INTERVAL '75' YEAR AS DATE) AS q44,
    p.birth_date + 56 BETWEEN DATE '2009-04-01' AND DATE '2010-03-31' AS q53,
    p.registered BETWEEN CAST(getvariable('year_end') - INTERVAL '18' MONTH AS DATE) + 1 AND getvariable('year_end') AS q56,
    p.registered BETWEEN CAST(getvariable('year_end') - INTERVAL '6' MONTH AS DATE) + 1 AND getvariable('year_end') AS q58
  FROM patients_1 AS p
  LEFT JOIN answers_within_1 AS a
    ON p.patient_id = a.patient_id
)
SELECT
  patient_id,
  practice_id,
  facts_1 | CASE WHEN q3 THEN 4 ELSE 0 END | CASE WHEN q5 THEN 16 ELSE 0 END | CASE WHEN q6 THEN 32 ELSE 0 END | CASE WHEN q11 THEN 1024 ELSE 0 END | CASE WHEN q36 THEN 34359738368 ELSE 0 END | CASE WHEN q37 THEN 68719476736 ELSE 0 END | CASE WHEN q44 THEN 8796093022208 ELSE 0 END | CASE WHEN q53 THEN 4503599627370496 ELSE 0 END | CASE WHEN q56 THEN 36028797018963968 ELSE 0 END | CASE WHEN q58 THEN 144115188075855872 ELSE 0 END AS facts_1
FROM own;

-- Where each pattern of answers stands under each register and indicator.
CREATE OR REPLACE TEMP TABLE standing AS
WITH
-- What is true of each pattern of answers.
truths AS (
  SELECT
    facts_1,
    (facts_1 & 1) <> 0 AS q1,
    (facts_1 & 2) <> 0 AS q2,
    (facts_1 & 4) <> 0 AS q3,
    (facts_1 & 8) <> 0 AS q4,
    (facts_1 & 16) <> 0 AS q5,
    (facts_1 & 32) <> 0 AS q6,
    (facts_1 & 64) <> 0 AS q7,
    (facts_1 & 128) <> 0 AS q8,
    (facts_1 & 256) <> 0 AS q9,
    (facts_1 & 512) <> 0 AS q10,
    (facts_1 & 1024) <> 0 AS q11,
    (facts_1 & 2048) <> 0 AS q12,
    (facts_1 & 4096) <> 0 AS q13,
    (facts_1 & 8192) <> 0 AS q14,
    (facts_1 & 16384) <> 0 AS q15,
    (facts_1 & 32768) <> 0 AS q16,
    (facts_1 & 65536) <> 0 AS q17,
    (facts_1 & 131072) <> 0 AS q18,
    (facts_1 & 262144) <> 0 AS q19,
    (facts_1 & 524288) <> 0 AS q20,
    (facts_1 & 1048576) <> 0 AS q21,
    (facts_1 & 2097152) <> 0 AS q22,
    (facts_1 & 4194304) <> 0 AS q23,
    (facts_1 & 8388608) <> 0 AS q24,
    (facts_1 & 16777216) <> 0 AS q25,
    (facts_1 & 33554432) <> 0 AS q26,
    (facts_1 & 67108864) <> 0 AS q27,
    (facts_1 & 134217728) <> 0 AS q28,
    (facts_1 & 268435456) <> 0 AS q29,
    (facts_1 & 536870912) <> 0 AS q30,
    (facts_1 & 1073741824) <> 0 AS q31,
    (facts_1 & 2147483648) <> 0 AS q32,
    (facts_1 & 4294967296) <> 0 AS q33,
    (facts_1 & 8589934592) <> 0 AS q34,
    (facts_1 & 17179869184) <> 0 AS q35,
    (facts_1 & 34359738368) <> 0 AS q36,
    (facts_1 & 68719476736) <> 0 AS q37,
    (facts_1 & 137438953472) <> 0 AS q38,
    (facts_1 & 274877906944) <> 0 AS q39,
    (facts_1 & 549755813888) <> 0 AS q40,
    (facts_1 & 1099511627776) <> 0 AS q41,
    (facts_1 & 2199023255552) <> 0 AS q42,
    (facts_1 & 4398046511104) <> 0 AS q43,
    (facts_1 & 8796093022208) <> 0 AS q44,
    (facts_1 & 17592186044416) <> 0 AS q45,
    (facts_1 & 35184372088832) <> 0 AS q46,
    (facts_1 & 70368744177664) <> 0 AS q47,
    (facts_1 & 140737488355328) <> 0 AS q48,
    (facts_1 & 281474976710656) <> 0 AS q49,
    (facts_1 & 562949953421312) <> 0 AS q50,
    (facts_1 & 1125899906842624) <> 0 AS q51,
    (facts_1 & 2251799813685248) <> 0 AS q52,
    (facts_1 & 4503599627370496) <> 0 AS q53,
    (facts_1 & 9007199254740992) <> 0 AS q54,
    (facts_1 & 18014398509481984) <> 0 AS q55,
    (facts_1 & 36028797018963968) <> 0 AS q56,
    (facts_1 & 72057594037927936) <> 0 AS q57,
    (facts_1 & 144115188075855872) <> 0 AS q58,
    (facts_1 & 288230376151711744) <> 0 AS q59,
    (facts_1 & 576460752303423488) <> 0 AS q60,
    (facts_1 & 1152921504606846976) <> 0 AS q61,
    (facts_1 & 2305843009213693952) <> 0 AS q62
  FROM (
    SELECT DISTINCT
      facts_1
    FROM people
  ) AS p
),
-- HYP: People with hypertension. Patients who have a code from HYP_COD at any time with no code from HYPRES_COD on or
--   after the day of the latest one.
-- CHD: People with coronary heart disease. Patients who have a code from CHD_COD at any time.
-- DM: People with diabetes, aged 17 or over. Patients who are aged 17 or over at year end (31 March 2010), and who
--   have a code from DM_COD at any time with no code from DMRES_COD on or after the day of the latest one.
-- CS: Women of screening age. Patients who are recorded as female, and who are aged 25 to 64 at year end (31 March
--   2010).
-- MH: People with severe mental illness. Patients who have a code from MH_COD at any time with no code from MHREM_COD
--   on or after the day of the latest one.
registers_1 AS (
  SELECT
    facts_1,
    q1,
    q2,
    q3,
    q4,
    q5,
    q6,
    q7,
    q8,
    q9,
    q10,
    q11,
    q12,
    q13,
    q14,
    q15,
    q16,
    q17,
    q18,
    q19,
    q20,
    q21,
    q22,
    q23,
    q24,
    q25,
    q26,
    q27,
    q28,
    q29,
    q30,
    q31,
    q32,
    q33,
    q34,
    q35,
    q36,
    q37,
    q38,
    q39,
    q40,
    q41,
    q42,
    q43,
    q44,
    q45,
    q46,
    q47,
    q48,
    q49,
    q50,
    q51,
    q52,
    q53,
    q54,
    q55,
    q56,
    q57,
    q58,
    q59,
    q60,
    q61,
    q62,
    q1 AS "on HYP",
    q2 AS "on CHD",
    q3 AND q4 AS "on DM",
    q5 AND q6 AS "on CS",
    q7 AS "on MH"
  FROM truths
),
-- CVD: People with heart disease, stroke or peripheral arterial disease. Patients who are on the register of people
--   with coronary heart disease (CHD), or who have a code from STRK_COD at any time, or who have a code from PAD_COD
--   at any time.
registers_2 AS (
  SELECT
    facts_1,
    q1,
    q2,
    q3,
    q4,
    q5,
    q6,
    q7,
    q8,
    q9,
    q10,
    q11,
    q12,
    q13,
    q14,
    q15,
    q16,
    q17,
    q18,
    q19,
    q20,
    q21,
    q22,
    q23,
    q24,
    q25,
    q26,
    q27,
    q28,
    q29,
    q30,
    q31,
    q32,
    q33,
    q34,
    q35,
    q36,
    q37,
    q38,
    q39,
    q40,
    q41,
    q42,
    q43,
    q44,
    q45,
    q46,
    q47,
    q48,
    q49,
    q50,
    q51,
    q52,
    q53,
    q54,
    q55,
    q56,
    q57,
    q58,
    q59,
    q60,
    q61,
    q62,
    "on HYP",
    "on CHD",
    "on DM",
    "on CS",
    "on MH",
    "on CHD" OR q8 OR q9 AS "on CVD"
  FROM registers_1
),
-- S-BP5: Hypertension: blood pressure 150/90 or less
-- Of the patients who are on the register of people with hypertension (HYP):
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- adjusted 2: Diagnosed in the last 3 months: whose earliest code from HYP_COD at any time is dated in the 3 months to
--   year end (1 January 2010 to 31 March 2010)
-- adjusted 3: Three invitations: who have at least 3 codes from HYPINV_COD in the 12 months to year end (1 April 2009
--   to 31 March 2010), each at least 7 days after the one before
-- adjusted 4: Unsuitable: who have a code from HYPUNS_COD in the 15 months to year end (1 January 2009 to 31 March
--   2010)
-- adjusted 5: Informed dissent: who have a code from HYPDIS_COD in the 15 months to year end (1 January 2009 to 31
--   March 2010)
-- achieved: whose latest reading from BP_COD in the 9 months to year end (1 July 2009 to 31 March 2010) is 150/90 mmHg
--   or less (both numbers)
"indicator S-BP5" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT ("on HYP")
      THEN NULL
      WHEN q10
      THEN 'achieved'
      WHEN q11
      THEN 'adjusted 1'
      WHEN q12
      THEN 'adjusted 2'
      WHEN q13
      THEN 'adjusted 3'
      WHEN q14
      THEN 'adjusted 4'
      WHEN q15
      THEN 'adjusted 5'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- S-CHD6: Coronary heart disease: blood pressure 150/90 or less
-- Of the patients who are on the register of people with coronary heart disease (CHD):
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- adjusted 2: Diagnosed in the last 3 months: whose earliest code from CHD_COD at any time is dated in the 3 months to
--   year end (1 January 2010 to 31 March 2010)
-- adjusted 3: Three invitations: who have at least 3 codes from CHDINV_COD in the 12 months to year end (1 April 2009
--   to 31 March 2010), each at least 7 days after the one before
-- adjusted 4: Unsuitable: who have a code from CHDUNS_COD in the 15 months to year end (1 January 2009 to 31 March
--   2010)
-- adjusted 5: Informed dissent: who have a code from CHDDIS_COD in the 15 months to year end (1 January 2009 to 31
--   March 2010)
-- achieved: whose latest reading from BP_COD in the 15 months to year end (1 January 2009 to 31 March 2010) is 150/90
--   mmHg or less (both numbers)
"indicator S-CHD6" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT ("on CHD")
      THEN NULL
      WHEN q16
      THEN 'achieved'
      WHEN q11
      THEN 'adjusted 1'
      WHEN q17
      THEN 'adjusted 2'
      WHEN q18
      THEN 'adjusted 3'
      WHEN q19
      THEN 'adjusted 4'
      WHEN q20
      THEN 'adjusted 5'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- S-DM20: Diabetes: HbA1c 7.5% or less
-- Of the patients who are on the register of people with diabetes, aged 17 or over (DM):
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- adjusted 2: Diagnosed in the last 3 months: whose earliest code from DM_COD at any time is dated in the 3 months to
--   year end (1 January 2010 to 31 March 2010)
-- adjusted 3: Three invitations: who have at least 3 codes from DMINV_COD in the 12 months to year end (1 April 2009
--   to 31 March 2010), each at least 7 days after the one before
-- adjusted 4: Unsuitable: who have a code from DMUNS_COD in the 15 months to year end (1 January 2009 to 31 March
--   2010)
-- adjusted 5: Informed dissent: who have a code from DMDIS_COD in the 15 months to year end (1 January 2009 to 31
--   March 2010)
-- achieved: whose latest reading from HBA1C_COD in the 15 months to year end (1 January 2009 to 31 March 2010) is 7.5%
--   or less
"indicator S-DM20" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT ("on DM")
      THEN NULL
      WHEN q21
      THEN 'achieved'
      WHEN q11
      THEN 'adjusted 1'
      WHEN q22
      THEN 'adjusted 2'
      WHEN q23
      THEN 'adjusted 3'
      WHEN q24
      THEN 'adjusted 4'
      WHEN q25
      THEN 'adjusted 5'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- S-CS1: Cervical screening in the last 5 years
-- Of the patients who are on the register of women of screening age (CS):
-- excluded 1: No cervix: who have a code from NOCX_COD at any time
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- adjusted 2: Three invitations: who have at least 3 codes from CSINV_COD in the 5 years to year end (1 April 2005 to
--   31 March 2010), each at least 7 days after the one before
-- adjusted 3: Unsuitable: who have a code from CSUNS_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
-- adjusted 4: Informed dissent: who have a code from CSDIS_COD in the 5 years to year end (1 April 2005 to 31 March
--   2010)
-- achieved: who have a code from SMEAR_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
"indicator S-CS1" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT ("on CS")
      THEN NULL
      WHEN q26
      THEN 'excluded 1'
      WHEN q27
      THEN 'achieved'
      WHEN q11
      THEN 'adjusted 1'
      WHEN q28
      THEN 'adjusted 2'
      WHEN q29
      THEN 'adjusted 3'
      WHEN q30
      THEN 'adjusted 4'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- S-MH9: Severe mental illness: review in the last 15 months
-- Of the patients who are on the register of people with severe mental illness (MH):
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- adjusted 2: Diagnosed in the last 3 months: whose earliest code from MH_COD at any time is dated in the 3 months to
--   year end (1 January 2010 to 31 March 2010)
-- adjusted 3: Three invitations: who have at least 3 codes from MHINV_COD in the 12 months to year end (1 April 2009
--   to 31 March 2010), each at least 7 days after the one before
-- adjusted 4: Unsuitable: who have a code from MHUNS_COD in the 15 months to year end (1 January 2009 to 31 March
--   2010)
-- adjusted 5: Informed dissent: who have a code from MHDIS_COD in the 15 months to year end (1 January 2009 to 31
--   March 2010)
-- achieved: who have a code from MHREV_COD in the 15 months to year end (1 January 2009 to 31 March 2010)
"indicator S-MH9" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT ("on MH")
      THEN NULL
      WHEN q31
      THEN 'achieved'
      WHEN q11
      THEN 'adjusted 1'
      WHEN q32
      THEN 'adjusted 2'
      WHEN q33
      THEN 'adjusted 3'
      WHEN q34
      THEN 'adjusted 4'
      WHEN q35
      THEN 'adjusted 5'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- N-ALC1: New adult patients screened for alcohol within 3 months
-- Of the patients who registered with the practice in the scheme year (1 April 2009 to 31 March 2010), and who are
--   aged 16 or over on the day they registered:
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- adjusted 2: Unsuitable: who have a code from ALCUNS_COD in the scheme year (1 April 2009 to 31 March 2010)
-- achieved: who have a code from FAST_COD in the 3 months from the day they registered, or who have a code from
--   AUDITC_COD in the 3 months from the day they registered
"indicator N-ALC1" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT (q36 AND q37)
      THEN NULL
      WHEN q38 OR q39
      THEN 'achieved'
      WHEN q11
      THEN 'adjusted 1'
      WHEN q40
      THEN 'adjusted 2'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- N-ALC2: Brief intervention within 3 months of a positive alcohol screen
-- Of the patients who have a code from ALCPOS_COD in the scheme year (1 April 2009 to 31 March 2010):
-- adjusted 1: Screened in the last 3 months: whose latest code from ALCPOS_COD in the scheme year (1 April 2009 to 31
--   March 2010) is dated in the 3 months to year end (1 January 2010 to 31 March 2010)
-- adjusted 2: Unsuitable: who have a code from ALCUNS_COD in the scheme year (1 April 2009 to 31 March 2010)
-- achieved: who have a code from ALCBI_COD in the 3 months from the day of their latest code from ALCPOS_COD in the
--   scheme year (1 April 2009 to 31 March 2010)
"indicator N-ALC2" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT (q41)
      THEN NULL
      WHEN q42
      THEN 'achieved'
      WHEN q43
      THEN 'adjusted 1'
      WHEN q40
      THEN 'adjusted 2'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- N-CVD1: Cardiovascular risk recorded, age 40 to 74
-- Of the patients who are aged 40 to 74 at year end (31 March 2010), and who are not on the register of people with
--   heart disease, stroke or peripheral arterial disease (CVD), and who are not on the register of people with
--   diabetes, aged 17 or over (DM):
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- adjusted 2: Three invitations: who have at least 3 codes from CVDINV_COD in the 12 months to year end (1 April 2009
--   to 31 March 2010), each at least 7 days after the one before
-- adjusted 3: Unsuitable: who have a code from CVDUNS_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
-- achieved: who have a code from CVDRISK_COD in the 5 years to year end (1 April 2005 to 31 March 2010)
"indicator N-CVD1" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT (q44 AND NOT "on CVD" AND NOT "on DM")
      THEN NULL
      WHEN q45
      THEN 'achieved'
      WHEN q11
      THEN 'adjusted 1'
      WHEN q46
      THEN 'adjusted 2'
      WHEN q47
      THEN 'adjusted 3'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- N-SMP: Pregnant smokers referred to stop smoking
-- Of the patients who are recorded as female, and who have a code from PREG_COD in the scheme year (1 April 2009 to 31
--   March 2010), and who have a code from SMOK_COD at any time with no code from EXSMOK_COD on or after the day of the
--   latest one:
-- adjusted 1: Pregnancy recorded in the last 3 months: whose earliest code from PREG_COD in the scheme year (1 April
--   2009 to 31 March 2010) is dated in the 3 months to year end (1 January 2010 to 31 March 2010)
-- adjusted 2: Unsuitable: who have a code from SMPUNS_COD in the scheme year (1 April 2009 to 31 March 2010)
-- achieved: who have a code from STOPREF_COD in the 9 months from the day of their earliest code from PREG_COD in the
--   scheme year (1 April 2009 to 31 March 2010)
"indicator N-SMP" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT (q5 AND q48 AND q49)
      THEN NULL
      WHEN q50
      THEN 'achieved'
      WHEN q51
      THEN 'adjusted 1'
      WHEN q52
      THEN 'adjusted 2'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- N-BF: Feeding status recorded at 6 to 8 weeks
-- Of the patients who reach 8 weeks old in the scheme year (1 April 2009 to 31 March 2010):
-- adjusted 1: Unsuitable: who have a code from BFUNS_COD at any time
-- achieved: who have a code from BFSTATUS_COD from 6 weeks to 8 weeks after the day they were born
"indicator N-BF" AS (
  SELECT
    facts_1,
    CASE WHEN NOT (q53) THEN NULL WHEN q54 THEN 'achieved' WHEN q55 THEN 'adjusted 1' ELSE 'not achieved' END AS status
  FROM registers_2
),
-- N-TB: New arrivals screened for tuberculosis within 6 months
-- Of the patients who registered with the practice in the 18 months to year end (1 October 2008 to 31 March 2010), and
--   who have a code from TBCOUNTRY_COD at any time:
-- excluded 1: Not yet 6 months with the practice: who registered with the practice in the 6 months to year end (1
--   October 2009 to 31 March 2010)
-- adjusted 1: Three invitations: who have at least 3 codes from TBINV_COD in the 18 months to year end (1 October 2008
--   to 31 March 2010), each at least 7 days after the one before
-- adjusted 2: Unsuitable: who have a code from TBUNS_COD at any time
-- achieved: who have a code from TBSCREEN_COD in the 6 months from the day they registered
"indicator N-TB" AS (
  SELECT
    facts_1,
    CASE
      WHEN NOT (q56 AND q57)
      THEN NULL
      WHEN q58
      THEN 'excluded 1'
      WHEN q59
      THEN 'achieved'
      WHEN q60
      THEN 'adjusted 1'
      WHEN q61
      THEN 'adjusted 2'
      ELSE 'not achieved'
    END AS status
  FROM registers_2
),
-- N-ETH: Ethnic category recorded
-- Of the patients who are registered with the practice:
-- adjusted 1: Registered in the last 3 months: who registered with the practice in the 3 months to year end (1 January
--   2010 to 31 March 2010)
-- achieved: who have a code from ETH_COD at any time
"indicator N-ETH" AS (
  SELECT
    facts_1,
    CASE WHEN NOT (TRUE) THEN NULL WHEN q62 THEN 'achieved' WHEN q11 THEN 'adjusted 1' ELSE 'not achieved' END AS status
  FROM registers_2
)
SELECT
  facts_1,
  'register' AS kind,
  'HYP' AS name,
  'on' AS status
FROM registers_2
WHERE
  "on HYP"
UNION ALL
SELECT
  facts_1,
  'register' AS kind,
  'CHD' AS name,
  'on' AS status
FROM registers_2
WHERE
  "on CHD"
UNION ALL
SELECT
  facts_1,
  'register' AS kind,
  'DM' AS name,
  'on' AS status
FROM registers_2
WHERE
  "on DM"
UNION ALL
SELECT
  facts_1,
  'register' AS kind,
  'CS' AS name,
  'on' AS status
FROM registers_2
WHERE
  "on CS"
UNION ALL
SELECT
  facts_1,
  'register' AS kind,
  'MH' AS name,
  'on' AS status
FROM registers_2
WHERE
  "on MH"
UNION ALL
SELECT
  facts_1,
  'register' AS kind,
  'CVD' AS name,
  'on' AS status
FROM registers_2
WHERE
  "on CVD"
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'S-BP5' AS name,
  status AS status
FROM "indicator S-BP5"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'S-CHD6' AS name,
  status AS status
FROM "indicator S-CHD6"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'S-DM20' AS name,
  status AS status
FROM "indicator S-DM20"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'S-CS1' AS name,
  status AS status
FROM "indicator S-CS1"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'S-MH9' AS name,
  status AS status
FROM "indicator S-MH9"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'N-ALC1' AS name,
  status AS status
FROM "indicator N-ALC1"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'N-ALC2' AS name,
  status AS status
FROM "indicator N-ALC2"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'N-CVD1' AS name,
  status AS status
FROM "indicator N-CVD1"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'N-SMP' AS name,
  status AS status
FROM "indicator N-SMP"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'N-BF' AS name,
  status AS status
FROM "indicator N-BF"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'N-TB' AS name,
  status AS status
FROM "indicator N-TB"
WHERE
  NOT status IS NULL
UNION ALL
SELECT
  facts_1,
  'indicator' AS kind,
  'N-ETH' AS name,
  status AS status
FROM "indicator N-ETH"
WHERE
  NOT status IS NULL;

-- Counts of each practice: registered patients, registers and, for each indicator, who was eligible, who left and for
--   which reason, the denominator and the numerator. A practice without patients counts 0.
WITH
-- The lines of the result, and the standings that each of them counts.
lines AS (
  SELECT
    position,
    kind,
    name,
    line,
    reason,
    status
  FROM (VALUES
    (1, 'practice', '', 'registered', '', 'registered'),
    (2, 'register', 'HYP', 'on the register', '', 'on'),
    (3, 'register', 'CHD', 'on the register', '', 'on'),
    (4, 'register', 'DM', 'on the register', '', 'on'),
    (5, 'register', 'CS', 'on the register', '', 'on'),
    (6, 'register', 'MH', 'on the register', '', 'on'),
    (7, 'register', 'CVD', 'on the register', '', 'on'),
    (8, 'indicator', 'S-BP5', 'eligible', '', 'adjusted 1'),
    (9, 'indicator', 'S-BP5', 'eligible', '', 'adjusted 2'),
    (10, 'indicator', 'S-BP5', 'eligible', '', 'adjusted 3'),
    (11, 'indicator', 'S-BP5', 'eligible', '', 'adjusted 4'),
    (12, 'indicator', 'S-BP5', 'eligible', '', 'adjusted 5'),
    (13, 'indicator', 'S-BP5', 'eligible', '', 'achieved'),
    (14, 'indicator', 'S-BP5', 'eligible', '', 'not achieved'),
    (15, 'indicator', 'S-BP5', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (16, 'indicator', 'S-BP5', 'adjusted 2', 'Diagnosed in the last 3 months', 'adjusted 2'),
    (17, 'indicator', 'S-BP5', 'adjusted 3', 'Three invitations', 'adjusted 3'),
    (18, 'indicator', 'S-BP5', 'adjusted 4', 'Unsuitable', 'adjusted 4'),
    (19, 'indicator', 'S-BP5', 'adjusted 5', 'Informed dissent', 'adjusted 5'),
    (20, 'indicator', 'S-BP5', 'denominator', '', 'achieved'),
    (21, 'indicator', 'S-BP5', 'denominator', '', 'not achieved'),
    (22, 'indicator', 'S-BP5', 'numerator', '', 'achieved'),
    (23, 'indicator', 'S-CHD6', 'eligible', '', 'adjusted 1'),
    (24, 'indicator', 'S-CHD6', 'eligible', '', 'adjusted 2'),
    (25, 'indicator', 'S-CHD6', 'eligible', '', 'adjusted 3'),
    (26, 'indicator', 'S-CHD6', 'eligible', '', 'adjusted 4'),
    (27, 'indicator', 'S-CHD6', 'eligible', '', 'adjusted 5'),
    (28, 'indicator', 'S-CHD6', 'eligible', '', 'achieved'),
    (29, 'indicator', 'S-CHD6', 'eligible', '', 'not achieved'),
    (30, 'indicator', 'S-CHD6', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (31, 'indicator', 'S-CHD6', 'adjusted 2', 'Diagnosed in the last 3 months', 'adjusted 2'),
    (32, 'indicator', 'S-CHD6', 'adjusted 3', 'Three invitations', 'adjusted 3'),
    (33, 'indicator', 'S-CHD6', 'adjusted 4', 'Unsuitable', 'adjusted 4'),
    (34, 'indicator', 'S-CHD6', 'adjusted 5', 'Informed dissent', 'adjusted 5'),
    (35, 'indicator', 'S-CHD6', 'denominator', '', 'achieved'),
    (36, 'indicator', 'S-CHD6', 'denominator', '', 'not achieved'),
    (37, 'indicator', 'S-CHD6', 'numerator', '', 'achieved'),
    (38, 'indicator', 'S-DM20', 'eligible', '', 'adjusted 1'),
    (39, 'indicator', 'S-DM20', 'eligible', '', 'adjusted 2'),
    (40, 'indicator', 'S-DM20', 'eligible', '', 'adjusted 3'),
    (41, 'indicator', 'S-DM20', 'eligible', '', 'adjusted 4'),
    (42, 'indicator', 'S-DM20', 'eligible', '', 'adjusted 5'),
    (43, 'indicator', 'S-DM20', 'eligible', '', 'achieved'),
    (44, 'indicator', 'S-DM20', 'eligible', '', 'not achieved'),
    (45, 'indicator', 'S-DM20', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (46, 'indicator', 'S-DM20', 'adjusted 2', 'Diagnosed in the last 3 months', 'adjusted 2'),
    (47, 'indicator', 'S-DM20', 'adjusted 3', 'Three invitations', 'adjusted 3'),
    (48, 'indicator', 'S-DM20', 'adjusted 4', 'Unsuitable', 'adjusted 4'),
    (49, 'indicator', 'S-DM20', 'adjusted 5', 'Informed dissent', 'adjusted 5'),
    (50, 'indicator', 'S-DM20', 'denominator', '', 'achieved'),
    (51, 'indicator', 'S-DM20', 'denominator', '', 'not achieved'),
    (52, 'indicator', 'S-DM20', 'numerator', '', 'achieved'),
    (53, 'indicator', 'S-CS1', 'eligible', '', 'excluded 1'),
    (54, 'indicator', 'S-CS1', 'eligible', '', 'adjusted 1'),
    (55, 'indicator', 'S-CS1', 'eligible', '', 'adjusted 2'),
    (56, 'indicator', 'S-CS1', 'eligible', '', 'adjusted 3'),
    (57, 'indicator', 'S-CS1', 'eligible', '', 'adjusted 4'),
    (58, 'indicator', 'S-CS1', 'eligible', '', 'achieved'),
    (59, 'indicator', 'S-CS1', 'eligible', '', 'not achieved'),
    (60, 'indicator', 'S-CS1', 'excluded 1', 'No cervix', 'excluded 1'),
    (61, 'indicator', 'S-CS1', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (62, 'indicator', 'S-CS1', 'adjusted 2', 'Three invitations', 'adjusted 2'),
    (63, 'indicator', 'S-CS1', 'adjusted 3', 'Unsuitable', 'adjusted 3'),
    (64, 'indicator', 'S-CS1', 'adjusted 4', 'Informed dissent', 'adjusted 4'),
    (65, 'indicator', 'S-CS1', 'denominator', '', 'achieved'),
    (66, 'indicator', 'S-CS1', 'denominator', '', 'not achieved'),
    (67, 'indicator', 'S-CS1', 'numerator', '', 'achieved'),
    (68, 'indicator', 'S-MH9', 'eligible', '', 'adjusted 1'),
    (69, 'indicator', 'S-MH9', 'eligible', '', 'adjusted 2'),
    (70, 'indicator', 'S-MH9', 'eligible', '', 'adjusted 3'),
    (71, 'indicator', 'S-MH9', 'eligible', '', 'adjusted 4'),
    (72, 'indicator', 'S-MH9', 'eligible', '', 'adjusted 5'),
    (73, 'indicator', 'S-MH9', 'eligible', '', 'achieved'),
    (74, 'indicator', 'S-MH9', 'eligible', '', 'not achieved'),
    (75, 'indicator', 'S-MH9', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (76, 'indicator', 'S-MH9', 'adjusted 2', 'Diagnosed in the last 3 months', 'adjusted 2'),
    (77, 'indicator', 'S-MH9', 'adjusted 3', 'Three invitations', 'adjusted 3'),
    (78, 'indicator', 'S-MH9', 'adjusted 4', 'Unsuitable', 'adjusted 4'),
    (79, 'indicator', 'S-MH9', 'adjusted 5', 'Informed dissent', 'adjusted 5'),
    (80, 'indicator', 'S-MH9', 'denominator', '', 'achieved'),
    (81, 'indicator', 'S-MH9', 'denominator', '', 'not achieved'),
    (82, 'indicator', 'S-MH9', 'numerator', '', 'achieved'),
    (83, 'indicator', 'N-ALC1', 'eligible', '', 'adjusted 1'),
    (84, 'indicator', 'N-ALC1', 'eligible', '', 'adjusted 2'),
    (85, 'indicator', 'N-ALC1', 'eligible', '', 'achieved'),
    (86, 'indicator', 'N-ALC1', 'eligible', '', 'not achieved'),
    (87, 'indicator', 'N-ALC1', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (88, 'indicator', 'N-ALC1', 'adjusted 2', 'Unsuitable', 'adjusted 2'),
    (89, 'indicator', 'N-ALC1', 'denominator', '', 'achieved'),
    (90, 'indicator', 'N-ALC1', 'denominator', '', 'not achieved'),
    (91, 'indicator', 'N-ALC1', 'numerator', '', 'achieved'),
    (92, 'indicator', 'N-ALC2', 'eligible', '', 'adjusted 1'),
    (93, 'indicator', 'N-ALC2', 'eligible', '', 'adjusted 2'),
    (94, 'indicator', 'N-ALC2', 'eligible', '', 'achieved'),
    (95, 'indicator', 'N-ALC2', 'eligible', '', 'not achieved'),
    (96, 'indicator', 'N-ALC2', 'adjusted 1', 'Screened in the last 3 months', 'adjusted 1'),
    (97, 'indicator', 'N-ALC2', 'adjusted 2', 'Unsuitable', 'adjusted 2'),
    (98, 'indicator', 'N-ALC2', 'denominator', '', 'achieved'),
    (99, 'indicator', 'N-ALC2', 'denominator', '', 'not achieved'),
    (100, 'indicator', 'N-ALC2', 'numerator', '', 'achieved'),
    (101, 'indicator', 'N-CVD1', 'eligible', '', 'adjusted 1'),
    (102, 'indicator', 'N-CVD1', 'eligible', '', 'adjusted 2'),
    (103, 'indicator', 'N-CVD1', 'eligible', '', 'adjusted 3'),
    (104, 'indicator', 'N-CVD1', 'eligible', '', 'achieved'),
    (105, 'indicator', 'N-CVD1', 'eligible', '', 'not achieved'),
    (106, 'indicator', 'N-CVD1', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (107, 'indicator', 'N-CVD1', 'adjusted 2', 'Three invitations', 'adjusted 2'),
    (108, 'indicator', 'N-CVD1', 'adjusted 3', 'Unsuitable', 'adjusted 3'),
    (109, 'indicator', 'N-CVD1', 'denominator', '', 'achieved'),
    (110, 'indicator', 'N-CVD1', 'denominator', '', 'not achieved'),
    (111, 'indicator', 'N-CVD1', 'numerator', '', 'achieved'),
    (112, 'indicator', 'N-SMP', 'eligible', '', 'adjusted 1'),
    (113, 'indicator', 'N-SMP', 'eligible', '', 'adjusted 2'),
    (114, 'indicator', 'N-SMP', 'eligible', '', 'achieved'),
    (115, 'indicator', 'N-SMP', 'eligible', '', 'not achieved'),
    (116, 'indicator', 'N-SMP', 'adjusted 1', 'Pregnancy recorded in the last 3 months', 'adjusted 1'),
    (117, 'indicator', 'N-SMP', 'adjusted 2', 'Unsuitable', 'adjusted 2'),
    (118, 'indicator', 'N-SMP', 'denominator', '', 'achieved'),
    (119, 'indicator', 'N-SMP', 'denominator', '', 'not achieved'),
    (120, 'indicator', 'N-SMP', 'numerator', '', 'achieved'),
    (121, 'indicator', 'N-BF', 'eligible', '', 'adjusted 1'),
    (122, 'indicator', 'N-BF', 'eligible', '', 'achieved'),
    (123, 'indicator', 'N-BF', 'eligible', '', 'not achieved'),
    (124, 'indicator', 'N-BF', 'adjusted 1', 'Unsuitable', 'adjusted 1'),
    (125, 'indicator', 'N-BF', 'denominator', '', 'achieved'),
    (126, 'indicator', 'N-BF', 'denominator', '', 'not achieved'),
    (127, 'indicator', 'N-BF', 'numerator', '', 'achieved'),
    (128, 'indicator', 'N-TB', 'eligible', '', 'excluded 1'),
    (129, 'indicator', 'N-TB', 'eligible', '', 'adjusted 1'),
    (130, 'indicator', 'N-TB', 'eligible', '', 'adjusted 2'),
    (131, 'indicator', 'N-TB', 'eligible', '', 'achieved'),
    (132, 'indicator', 'N-TB', 'eligible', '', 'not achieved'),
    (133, 'indicator', 'N-TB', 'excluded 1', 'Not yet 6 months with the practice', 'excluded 1'),
    (134, 'indicator', 'N-TB', 'adjusted 1', 'Three invitations', 'adjusted 1'),
    (135, 'indicator', 'N-TB', 'adjusted 2', 'Unsuitable', 'adjusted 2'),
    (136, 'indicator', 'N-TB', 'denominator', '', 'achieved'),
    (137, 'indicator', 'N-TB', 'denominator', '', 'not achieved'),
    (138, 'indicator', 'N-TB', 'numerator', '', 'achieved'),
    (139, 'indicator', 'N-ETH', 'eligible', '', 'adjusted 1'),
    (140, 'indicator', 'N-ETH', 'eligible', '', 'achieved'),
    (141, 'indicator', 'N-ETH', 'eligible', '', 'not achieved'),
    (142, 'indicator', 'N-ETH', 'adjusted 1', 'Registered in the last 3 months', 'adjusted 1'),
    (143, 'indicator', 'N-ETH', 'denominator', '', 'achieved'),
    (144, 'indicator', 'N-ETH', 'denominator', '', 'not achieved'),
    (145, 'indicator', 'N-ETH', 'numerator', '', 'achieved')) AS l(position, kind, name, line, reason, status)
),
-- How many patients of each practice share a pattern of answers.
patterns AS (
  SELECT
    practice_id,
    facts_1,
    COUNT(*) AS patients
  FROM people
  GROUP BY
    practice_id,
    facts_1
),
-- Patients of each practice by standing.
counted AS (
  SELECT
    p.practice_id,
    'practice' AS kind,
    '' AS name,
    'registered' AS status,
    SUM(p.patients) AS patients
  FROM patterns AS p
  GROUP BY
    p.practice_id
  UNION ALL
  SELECT
    p.practice_id,
    s.kind,
    s.name,
    s.status,
    SUM(p.patients) AS patients
  FROM patterns AS p
  JOIN standing AS s
    ON p.facts_1 = s.facts_1
  GROUP BY
    p.practice_id,
    s.kind,
    s.name,
    s.status
)
SELECT
  p.practice_id,
  p.name AS practice,
  l.kind,
  l.name,
  l.line,
  l.reason,
  CAST(COALESCE(SUM(c.patients), 0) AS BIGINT) AS patients
FROM practices AS p
CROSS JOIN lines AS l
LEFT JOIN counted AS c
  ON p.practice_id = c.practice_id AND (
    l.kind = c.kind AND l.name = c.name AND l.status = c.status
  )
GROUP BY
  p.practice_id,
  p.name,
  l.kind,
  l.name,
  l.line,
  l.reason
ORDER BY
  p.practice_id,
  MIN(l.position);

-- The work list: who is outstanding in each practice, and for what.
WITH
-- The indicators.
indicators AS (
  SELECT
    position,
    indicator,
    title
  FROM (VALUES
    (1, 'S-BP5', 'Hypertension: blood pressure 150/90 or less'),
    (2, 'S-CHD6', 'Coronary heart disease: blood pressure 150/90 or less'),
    (3, 'S-DM20', 'Diabetes: HbA1c 7.5% or less'),
    (4, 'S-CS1', 'Cervical screening in the last 5 years'),
    (5, 'S-MH9', 'Severe mental illness: review in the last 15 months'),
    (6, 'N-ALC1', 'New adult patients screened for alcohol within 3 months'),
    (7, 'N-ALC2', 'Brief intervention within 3 months of a positive alcohol screen'),
    (8, 'N-CVD1', 'Cardiovascular risk recorded, age 40 to 74'),
    (9, 'N-SMP', 'Pregnant smokers referred to stop smoking'),
    (10, 'N-BF', 'Feeding status recorded at 6 to 8 weeks'),
    (11, 'N-TB', 'New arrivals screened for tuberculosis within 6 months'),
    (12, 'N-ETH', 'Ethnic category recorded')) AS i(position, indicator, title)
)
SELECT
  p.practice_id,
  i.indicator,
  i.title,
  p.patient_id
FROM people AS p
JOIN standing AS s
  ON p.facts_1 = s.facts_1
JOIN indicators AS i
  ON s.name = i.indicator
WHERE
  s.kind = 'indicator' AND s.status = 'not achieved'
ORDER BY
  p.practice_id,
  i.position,
  p.patient_id;
